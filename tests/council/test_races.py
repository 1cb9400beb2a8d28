"""Votes at the same moment: real processes against both databases, and a control that counts one member twice."""

from collections import Counter

import pytest

from app.core.db import db
from app.council import actions
from app.council.models import BallotPaper, BallotStub, CouncilConfirmation, CouncilTally
from app.council.rules.settings import Settings
from tests.cast import GROUND
from tests.council import racer
from tests.support.processes import at_once

pytestmark = pytest.mark.race

THREADS = 3


@pytest.fixture
def race(app, tmp_path):
    """Deals jobs to two processes that start together; counts how they ended."""

    def start(jobs):
        db.session.commit()
        db.session.remove()
        order = {"url": app.config["SQLALCHEMY_DATABASE_URI"], "home": str(tmp_path)}
        parts = at_once(racer.race, *zip([order | {"jobs": jobs[n::2]} for n in range(2)]))
        return Counter(end for part in parts for end in part)

    return start


def job(held, person, verb="vote", choice="for", token=""):
    ids = {
        "session": held.id,
        "line": held.line(held.cast.lan.name),
        "user": person.id,
        "member": held.member(person),
    }
    return ids | {"verb": verb, "choice": choice, "token": token, "ward": held.cast.cua_nam.id}


def test_one_member_votes_from_six_browsers_at_once_and_is_counted_once(race, secret, cast):
    held = secret.balloted()
    ends = race([job(held, cast.mai, choice="for", token=f"t{n}") for n in range(2 * THREADS)])
    assert ends == {"cast": 1, "STANDS": 2 * THREADS - 1}
    assert db.session.query(BallotStub).count() == db.session.query(BallotPaper).count() == 1


def test_without_lock_and_keys_one_member_is_counted_twice(race, secret, cast):
    held = secret.balloted()
    race([job(held, cast.mai, "unguarded", token=f"t{n}") for n in range(2 * THREADS)])
    assert db.session.query(BallotPaper).count() == 2 * THREADS


def test_open_votes_at_once_leave_one_of_a_member_in_the_count(race, council, cast):
    held = council(individuals=1).balloted()
    choices = ("for", "against", "abstain") * 2
    assert race([job(held, cast.mai, choice=choice) for choice in choices]) == {"cast": 6}
    held.do("close_ballot")
    tally = next(line.CouncilTally for line in held.live.lines if line.item_id == held.item(cast.lan.name))
    assert tally.in_favour + tally.against + tally.abstained == 1 and tally.not_voted == 4


def test_a_vote_while_the_ballot_is_counted_is_in_it_or_refused(race, council, cast):
    held = council(Settings(ballot="secret"), individuals=1).balloted()
    voters = [one for one in held.people if one.id != cast.son.id]
    # Of fewer than three nothing is told.
    for person in voters[:3]:
        held.vote(person, everything="for", token=person.name)
    ends = race(
        [job(held, cast.son, "count"), job(held, voters[3], token=voters[3].name), job(held, cast.son, token="s")]
    )
    assert ends["counted"] == 1 and ends["cast"] + ends["BALLOT_CLOSED"] == 2
    line = held.line(cast.lan.name)
    assert db.session.get(CouncilTally, line).in_favour == 3 + ends["cast"]
    assert db.session.query(BallotPaper).count() == 0


def test_a_session_opens_or_the_round_goes_without_one_never_both(race, council, cast):
    held = council(individuals=1).come()
    simple = Settings(procedure="simple", legal_ground=GROUND)
    asked = actions.change_settings(cast.campaign.id, simple, cast.tu.id, reason=GROUND).id
    place = {"session": held.id, "user": cast.son.id, "asked": asked}
    ends = race([place | {"verb": verb} for verb in ("open", "simplify")])
    assert ends in ({"opened": 1, "SETTINGS_FIXED": 1}, {"simplified": 1, "SIMPLE": 1})


def test_two_confirmations_at_once_are_one(race, council, cast):
    """The secretary confirms whom the chair noted, while that member does it too."""
    held = council(individuals=1)
    member = held.member(cast.mai)
    held.do("take_attendance", {member: "present"})
    place = {"session": held.id, "member": member}
    jobs = [place | {"verb": "confirm", "user": cast.tu.id}, place | {"verb": "come", "user": cast.mai.id}]
    assert race(jobs * 2) == {"confirmed": 4}
    assert db.session.query(CouncilConfirmation).count() == 1 and held.live.member(cast.mai.id).here
