"""In a run-off a member is in favour of as many as there are places, and the database knows it."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.core.db import db
from app.council.models import BallotPaper, CouncilBallot, CouncilVote
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from tests.council.conftest import MEETS, refused


def in_a_run_off(held, **more):
    """Minh and Bình passed and are equal for one place."""
    held.balloted()
    for person in held.people:
        held.vote(person, everything="for", token=person.name)
    held.do("close_ballot")
    held.do("open_run_off", "individuals")
    return held


def test_nobody_is_in_favour_of_two_for_one_place(council, cast):
    held = in_a_run_off(council())
    assert db.session.query(CouncilBallot.seats).filter_by(run_off=True).scalar() == 1
    assert refused(held.vote, cast.mai, everything="for") is Answer.TOO_MANY_FOR
    assert refused(held.vote, cast.mai, minh="for", binh="for") is Answer.TOO_MANY_FOR
    held.vote(cast.mai, minh="for")
    assert refused(held.vote, cast.mai, binh="for") is Answer.TOO_MANY_FOR
    row = {"ward_id": cast.cua_nam.id, "session_id": held.id, "member_id": held.member(cast.mai), "at": MEETS}
    vote = insert(CouncilVote).values(
        **row, line_id=held.line(cast.binh.name), choice="for", written=False, reference="", by=cast.mai.id
    )
    with pytest.raises(IntegrityError):
        db.session.execute(vote)
    db.session.rollback()
    held.vote(cast.mai, binh="for", minh="against")
    assert held.live.cast[held.line(cast.binh.name)][held.member(cast.mai)].choice == "for"


def test_a_secret_run_off_counts_by_the_browser_that_cast_it(council, cast):
    held = in_a_run_off(council(Settings(ballot="secret")))
    held.vote(cast.mai, minh="for", token="phone")
    assert refused(held.vote, cast.mai, binh="for", token="phone") is Answer.TOO_MANY_FOR
    assert refused(held.vote, cast.mai, binh="for", token="another") is Answer.STANDS
    held.vote(cast.mai, minh="against", binh="for", token="phone")
    paper = {"ward_id": cast.cua_nam.id, "session_id": held.id, "line_id": held.line(cast.minh.name)}
    with pytest.raises(IntegrityError):
        db.session.execute(insert(BallotPaper).values(**paper, mark="forged", choice="for"))
