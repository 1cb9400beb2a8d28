"""A secret ballot: who voted is kept apart from what was voted, and nothing in the database joins the two."""

import json
from dataclasses import replace
from itertools import combinations

import pytest
from sqlalchemy import inspect, text

from app.audit.models import Entry
from app.core.db import db
from app.core.reasons import Refused
from app.council.models import BallotPaper, BallotStub, CouncilVote
from app.council.queries import minutes_of
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.ballots import may_count
from app.council.rules.meeting import Meeting, Seat
from app.council.rules.settings import Settings
from tests.council.conftest import DAY


def papers(held, name="lan"):
    line = held.line(getattr(held.cast, name).name)
    return sorted(row.choice for row in db.session.query(BallotPaper).filter_by(line_id=line))


@pytest.fixture
def voted(secret, cast):
    """Five vote on Lan: Sơn and the last one against, the others in favour."""
    held = secret.balloted()
    for n, person in enumerate(held.people):
        held.vote(person, lan="against" if n in (0, 4) else "for", token=f"token {n}")
    return held


def test_who_voted_and_what_was_voted_are_counted_apart(voted, cast):
    assert papers(voted) == ["against", "against", "for", "for", "for"]
    assert db.session.query(BallotStub).count() == 5 and db.session.query(CouncilVote).count() == 0
    cast_now = voted.live.cast[voted.line(cast.lan.name)]
    assert {vote.choice for vote in cast_now.values()} == {""}, "not even the chair's page is told"


def test_a_paper_holds_no_member_no_time_and_no_number(voted):
    columns = {column["name"] for column in inspect(db.engine).get_columns("ballot_papers")}
    assert columns == {"mark", "line_id", "ward_id", "session_id", "choice"}
    assert {column["name"] for column in inspect(db.engine).get_columns("ballot_stubs")} == {
        "line_id",
        "member_id",
        "ward_id",
        "session_id",
        "written",
    }
    marks = [row.mark for row in db.session.query(BallotPaper)]
    assert all(len(mark) == 64 for mark in marks) and len(set(marks)) == 5


def test_no_value_of_the_whole_database_joins_a_paper_with_a_voter(voted):
    """Every value of every row that names a member, a person or a moment is held against every paper: the only
    values that papers share with anything are the line, the session, the ward and the choice itself."""
    marks = {row.mark for row in db.session.query(BallotPaper)}
    for table in db.metadata.sorted_tables:
        if table.name == "ballot_papers":
            continue
        for row in db.session.execute(table.select()):
            for value in row:
                assert not any(mark in str(value) for mark in marks), f"{table.name} knows a paper"


def test_papers_stand_in_an_order_that_tells_nothing(voted, cast):
    """SQLite: stored by their random marks. PostgreSQL: all written by one transaction, the latest, so that none of
    them shares xmin with the stub of its voter, and drawn by lot."""
    if db.engine.dialect.name == "sqlite":
        stored = db.session.scalars(text("SELECT mark FROM ballot_papers")).all()
        assert stored == sorted(stored)
        with pytest.raises(Exception, match="rowid"):
            db.session.execute(text("SELECT rowid FROM ballot_papers"))
        db.session.rollback()
        return
    written = set(db.session.scalars(text("SELECT xmin::text FROM ballot_papers")))
    stubs = list(db.session.scalars(text("SELECT xmin::text FROM ballot_stubs")))
    assert len(written) == 1, "all papers were written anew together"
    assert len(set(stubs)) == 5 and sum(one in written for one in stubs) == 1
    places = db.session.scalars(text("SELECT mark FROM ballot_papers ORDER BY ctid")).all()
    orders = {tuple(places)}
    for _ in range(6):
        voted.vote(cast.mai, lan="for", token="token 2")
        orders.add(tuple(db.session.scalars(text("SELECT mark FROM ballot_papers ORDER BY ctid")).all()))
    assert len(orders) > 1


def test_the_trail_says_that_somebody_voted_and_never_what(voted, cast):
    entries = [entry for entry in db.session.query(Entry) if entry.action == "council.voted"]
    assert len(entries) == 5
    bodies = {str({**json.loads(entry.after), "user": 0}) for entry in entries}
    assert len(bodies) == 1, "entries of those in favour and of those against differ in the person alone"


def test_papers_of_one_person_are_not_alike(secret, cast):
    secret.balloted()
    for n, person in enumerate(secret.people):
        secret.vote(person, everything="for", token=f"token {n}")
    by_line: dict[int, set[str]] = {}
    for row in db.session.query(BallotPaper):
        by_line.setdefault(row.line_id, set()).add(row.mark)
    assert len(by_line) == 4
    assert all(not one & other for one, other in combinations(by_line.values(), 2))


def test_a_vote_changes_only_from_the_browser_that_cast_it(voted, cast):
    voted.vote(cast.mai, lan="against", token="token 2")
    assert papers(voted).count("against") == 3
    for token in ("", "token 0", "another phone"):
        with pytest.raises(Refused) as refused:
            voted.vote(cast.mai, lan="for", token=token)
        assert refused.value.reason is Answer.STANDS
    assert papers(voted).count("against") == 3 and len(papers(voted)) == 5


def test_recusal_in_secret_takes_the_paper_out_again(voted, cast):
    item = voted.item(cast.lan.name)
    with pytest.raises(Refused) as refused:
        voted.do("declare", item, "Em họ", by=cast.mai, token="another phone")
    assert refused.value.reason is Answer.STANDS
    voted.do("declare", item, "Em họ", by=cast.mai, token="token 2")
    assert papers(voted) == ["against", "against", "for", "for"]
    voted.do("close_ballot")
    tally = next(line.CouncilTally for line in voted.live.lines if line.item_id == item)
    assert (tally.in_favour, tally.against, tally.denominator, tally.passed) == (2, 2, 4, False)


def test_closing_burns_the_papers_and_keeps_the_totals(voted, cast):
    voted.do("close_ballot")
    assert db.session.query(BallotPaper).count() == 0
    tally = next(line.CouncilTally for line in voted.live.lines if line.item_id == voted.item(cast.lan.name))
    assert (tally.in_favour, tally.against, tally.not_voted) == (3, 2, 0)
    with pytest.raises(Refused) as refused:
        voted.do("vote", {voted.line(cast.lan.name): "for"}, by=cast.mai, token="token 2")
    assert refused.value.reason is Answer.BALLOT_CLOSED
    voted.do("close_session")
    minutes = minutes_of(voted.round.id)
    assert all(count.names == () for one in minutes.items for count in one.counts)


def test_written_opinions_of_a_secret_ballot_are_named_but_not_marked_on_the_paper(secret, cast):
    secret.come(*secret.people[:4])
    secret.do("open_session")
    secret.do("open_ballot")
    away = secret.others[1]
    with pytest.raises(Refused) as refused:
        secret.do("enter_written", secret.member(away), {secret.line(cast.lan.name): "for"}, "CV 12", DAY, by=cast.tu)
    assert refused.value.reason is Answer.OPEN_ONLY
    secret.vote(away, lan="against", token="x", written=True)
    secret.vote(cast.mai, lan="for", token="y")
    secret.vote(cast.tu, lan="for", token="z")
    assert papers(secret) == ["against", "for", "for"]
    secret.do("close_ballot")
    secret.do("close_session")
    assert minutes_of(secret.round.id).in_writing == (away.name,)


def test_a_chair_does_not_learn_a_vote_by_counting_after_the_first_ones(secret, cast):
    """The chair's screen says who has voted; totals of one or two would say what."""
    held = secret.balloted()
    for n, person in enumerate(held.people[1:3]):
        held.vote(person, everything="against", token=f"t{n}")
        with pytest.raises(Refused) as caught:
            held.do("close_ballot")
        assert caught.value.reason is Answer.TELLS
        db.session.rollback()
    held.vote(held.people[3], everything="for", token="t3")
    held.do("close_ballot")
    assert all(line.CouncilTally.not_voted == 2 for line in held.live.lines)


def test_few_are_counted_once_nobody_else_can_vote():
    seats = tuple(Seat(n, 10 + n, word="present" if n < 3 else "left") for n in range(1, 6))
    meeting = Meeting("open", Settings(ballot="secret"), seats, {(2, 7): "recused"}, 1)
    assert may_count(meeting, [((7,), {1})]) is Answer.YES, "one is recused, the others have left"
    assert may_count(meeting, [((7,), {1}), ((8,), {1})]) is Answer.TELLS
    assert may_count(meeting, [((8,), {1, 2})]) is Answer.YES
    assert may_count(replace(meeting, settings=Settings()), [((8,), set())]) is Answer.YES
