"""What plain SQL and odd turns of a session can't do: the database holds each result against what was voted."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.core.db import db
from app.core.reasons import Refused
from app.council.queries import proposed
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from app.decisions.actions import decide
from app.decisions.queries import granted
from tests.council.conftest import DAY, without_a_session

TALLY = (
    "INSERT INTO council_tallies (line_id, ward_id, session_id, in_favour, against, abstained, not_voted, written, "
    "denominator, pass_percent, passed) VALUES (:line, :ward, :session, :in_favour, :against, 0, 0, 0, :of, :pass, "
    ":passed)"
)


def refused_by_the_database(statement, **values) -> str:
    with pytest.raises(IntegrityError) as caught:
        db.session.execute(text(statement), values)
    db.session.rollback()
    return str(caught.value.orig)


@pytest.mark.parametrize("ballot", ["open", "secret"])
@pytest.mark.parametrize("denominator", ["all_members", "present"])
def test_a_tally_says_what_was_voted_and_by_the_rules_of_its_session(council, cast, ballot, denominator):
    held = council(Settings(ballot=ballot, denominator=denominator), individuals=1).balloted()
    for n, person in enumerate(held.people[:3]):
        held.vote(person, everything="for" if n else "against", token=f"t{n}")
    # Two of five in favour: 40 %.
    place = {"line": held.line(cast.lan.name), "ward": cast.cua_nam.id, "session": held.id}
    true = {"in_favour": 2, "against": 1, "of": 5, "pass": 70, "passed": False}
    for lie in (
        {"pass": 40, "passed": True},
        {"in_favour": 4, "passed": True},
        {"in_favour": 4, "against": 0, "passed": True},
        {"of": 2, "passed": True},
        {"of": 3},
        {"against": 0},
    ):
        assert "what was voted" in refused_by_the_database(TALLY, **place | true | lie), lie
    db.session.execute(text(TALLY), place | true)
    db.session.rollback()
    held.do("close_ballot")
    tally = next(line.CouncilTally for line in held.live.lines if line.id == place["line"])
    assert (tally.in_favour, tally.against, tally.denominator, tally.passed) == (2, 1, 5, False)


def test_an_outcome_rests_on_its_own_line(council, cast):
    held = council(individuals=2).balloted()
    for person in held.people:
        held.vote(person, lan="for", minh="against", binh="against")
    team = held.line(cast.team1.name)
    for person in held.people:
        held.do("vote", {team: "for"}, by=person)
    held.do("close_ballot")
    place = {"ward": cast.cua_nam.id, "session": held.id, "item": held.item(cast.minh.name)}
    outcome = (
        "INSERT INTO council_outcomes (item_id, ward_id, session_id, line_id, passed, proposed, departs, reason) "
        "VALUES (:item, :ward, :session, :line, TRUE, TRUE, FALSE, '')"
    )
    assert "own last line" in refused_by_the_database(outcome, **place, line=held.line(cast.lan.name))
    held.do("close_session")
    assert len(proposed(held.round.id)) == 2


def test_a_paper_in_the_urn_is_not_written_over(secret, cast):
    held = secret.balloted()
    held.vote(cast.mai, everything="against", token="t")
    assert "written over" in refused_by_the_database("UPDATE ballot_papers SET choice = 'for'")


def test_a_vote_in_person_is_changed_by_nobody_else(council, cast):
    """The secretary notes that a member has left, and enters another opinion for her "from a paper"."""
    held = council(individuals=1).balloted()
    held.vote(cast.mai, everything="against")
    held.do("take_attendance", {held.member(cast.mai): "left"}, by=cast.tu)
    line, mai = held.line(cast.lan.name), held.member(cast.mai)
    with pytest.raises(Refused) as caught:
        held.do("enter_written", mai, {line: "for"}, "CV 12", DAY, by=cast.tu)
    assert caught.value.reason is Answer.WAS_PRESENT and held.live.cast[line][mai].choice == "against"
    vote = (
        'INSERT INTO council_votes (ward_id, session_id, line_id, member_id, choice, written, reference, "by", at) '
        "SELECT ward_id, session_id, line_id, member_id, 'for', TRUE, 'CV 12', :tu, at FROM council_votes "
        "WHERE member_id = :mai AND line_id = :line"
    )
    # Which of the guards speaks first is the database's own choice.
    said = refused_by_the_database(vote, tu=cast.tu.id, mai=mai, line=line)
    assert "somebody else" in said or "in person" in said or "themselves" in said


def test_a_paper_that_was_entered_gives_way_to_the_member_and_to_a_better_reading(council, cast):
    held = council(individuals=1).without(cast.mai)
    mai, line = held.member(cast.mai), held.line(cast.lan.name)
    held.do("enter_written", mai, {line: "for"}, "CV 12", DAY, by=cast.tu)
    held.do("enter_written", mai, {line: "abstain"}, "CV 12", DAY, by=cast.tu)
    held.do("vote", {line: "against"}, by=cast.mai, written=True)
    assert held.live.cast[line][mai].choice == "against"


def test_no_session_opens_about_a_round_that_went_without_one(council, cast):
    """Called, then the round went over to the simplified procedure and was decided: a session would say otherwise."""
    held = council(individuals=1).come()
    without_a_session(cast)
    with pytest.raises(Refused) as caught:
        held.do("open_session")
    assert caught.value.reason is Answer.SIMPLE
    db.session.rollback()
    decide(cast.campaign.id, {}, cast.son.id)
    with pytest.raises(Refused) as caught:
        held.do("open_session")
    assert caught.value.reason is Answer.DECIDED
    rules = (
        "quorum_percent = 67, pass_percent = 70, denominator = 'present', ballot = 'open', vote_by = 'list', "
        "absent_by_writing = TRUE, recused_leave = TRUE"
    )
    opened = f"UPDATE council_sessions SET state = 'open', opened_at = called_at, {rules}"
    assert "needs no session" in refused_by_the_database(opened)
    assert granted(held.round.id) == proposed(held.round.id)


def test_nobody_is_added_to_a_decision_and_none_rests_on_nothing(council, cast):
    held = council(individuals=1).balloted()
    decision = (
        "INSERT INTO award_decisions (ward_id, round_id, basis, decided_at, decided_by) "
        "SELECT ward_id, id, :basis, locked_at, :son FROM rounds"
    )
    for basis in ("council", "locked_list"):
        assert "rests on a proposal" in refused_by_the_database(decision, basis=basis, son=cast.son.id)
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    held.do("close_session")
    assert "rests on a proposal" in refused_by_the_database(decision, basis="locked_list", son=cast.son.id)
    made = decide(cast.campaign.id, {}, cast.son.id)
    line = (
        "INSERT INTO award_lines (ward_id, decision_id, nomination_id, position, granted, reason) "
        "SELECT ward_id, :made, id, 99, {granted}, 'x' FROM nominations WHERE name = :minh"
    )
    for word in ("TRUE", "FALSE"):
        said = refused_by_the_database(line.format(granted=word), made=made.id, minh=cast.minh.name)
        assert "only who was proposed" in said
    assert len(granted(held.round.id)) == 2
