"""The steps on the page of a round: each room tells its own, in the statement that reads the round."""

import re
from datetime import timedelta

import pytest

from app.archive.actions import seal
from app.awards.actions import choose_all_above, lock_list, open_round
from app.core import clock
from app.core.db import db
from app.decisions.actions import decide
from app.papers.actions.clerk import set_numbers
from app.papers.actions.issue import issue_certificates
from app.papers.queries.heads import head_of
from app.results.actions import publish_result, withdraw_result
from tests.council.conftest import Council, without_a_session
from tests.papers.conftest import DECISION, NOTHING
from tests.ranking.makers import adopt, campaign_of, some_logs

SIGNS = {"todo": "-", "now": "*", "done": "+"}
NUMBERS = {"decision": DECISION, "submission": NOTHING, "minutes": NOTHING}


@pytest.fixture
def steps(app, cast, as_, count_sql):
    """``steps(verb)``: what stands on the page after it, in signs: list, council, decision, papers, announcement,
    archive. However far the round is, the page sends five statements."""
    leader = as_(cast.son)

    def after(verb) -> str:
        with app.app_context():
            verb()
            db.session.remove()
        # What is noted once in a while, that somebody was seen, is noted by this one.
        leader.get("/awards")
        with count_sql() as sent:
            page = leader.get("/awards").text
        assert len(sent) <= 7, sent
        listed = page[page.index('<ol class="steps') : page.index("</ol>")]
        return "".join(SIGNS[one] for one in re.findall(r'<li class="(\w+)"', listed))

    return after


def test_under_the_simplified_procedure(cast, steps):
    at, clerk, leader = cast.campaign.id, cast.tu.id, cast.son.id

    def opens():
        adopt(cast)
        some_logs(cast)
        open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=leader)

    def locks():
        for board in ("individuals", "collectives"):
            choose_all_above(at, board, leader)
        lock_list(at, leader)

    def seals():
        seal(head_of(at), "0" * 64, 1, clerk)

    def certifies():
        set_numbers(at, NUMBERS, clerk)
        issue_certificates(at, clerk)

    assert steps(opens) == "*-----"
    assert steps(locks) == "+*----"
    assert steps(seals) == "+*----", "of a round that goes on"
    assert steps(lambda: without_a_session(cast)) == "++*---"
    assert steps(lambda: decide(at, {}, leader)) == "+++**-"
    assert steps(certifies) == "++++*-"
    assert steps(lambda: publish_result(at, "whole", clerk)) == "+++++-"
    assert steps(lambda: withdraw_result(at, "Sai sót", clerk)) == "++++*-"
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert steps(seals) == "++++*+"


def test_with_a_council(cast, steps):
    held = {}

    def calls():
        held["council"] = Council(cast, individuals=1)

    def ends():
        council = held["council"].balloted()
        for person in council.people:
            council.vote(person, everything="for")
        council.do("close_ballot")
        council.do("close_session")

    assert steps(calls) == "+*----"
    assert steps(ends) == "++*---"
    assert steps(lambda: decide(cast.campaign.id, {}, cast.son.id)) == "+++**-"
