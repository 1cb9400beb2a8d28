"""What one person alone can't do in a session: make its quorum, vote for members, open it early, answer for them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.db import action, db
from app.council.models import (
    CouncilConfirmation,
    CouncilConflict,
    CouncilPresence,
    CouncilVote,
)
from app.council.queries import minutes_of
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from app.messages.models import Message
from tests.council.conftest import DAY, MEETS, refused

BEFORE = MEETS - timedelta(hours=2)


def marked(held, by, *people):
    """Somebody notes that these are present."""
    for person in people or held.people:
        held.do("take_attendance", {held.member(person): "present"}, by=by)
    return held


def test_a_chair_who_notes_all_five_alone_has_no_quorum(council, cast):
    held = marked(council(), cast.son)
    assert held.live.meeting.facts == {"present": 1, "members": 5, "needed": 4, "waiting": 4}
    assert refused(held.do, "open_session") is Answer.UNCONFIRMED
    for person in held.people[1:]:
        assert refused(held.do, "confirm_attendance", held.member(person)) is Answer.SECOND_PERSON
    row = {"ward_id": cast.cua_nam.id, "session_id": held.id, "at": MEETS, "by": cast.son.id}
    for attendance in db.session.scalars(text("SELECT id FROM council_attendance")).all():
        with pytest.raises(IntegrityError):
            db.session.execute(insert(CouncilConfirmation).values(attendance_id=attendance, **row))
        db.session.rollback()
    rules = (
        "quorum_percent = 67, pass_percent = 70, denominator = 'present', ballot = 'open', vote_by = 'list', "
        "absent_by_writing = TRUE, recused_leave = TRUE"
    )
    with pytest.raises(IntegrityError):
        db.session.execute(text(f"UPDATE council_sessions SET state = 'open', opened_at = meets_at, {rules}"))


def test_the_secretary_confirms_what_the_chair_noted_and_members_confirm_themselves(council, cast):
    held = marked(council(individuals=1), cast.son)
    assert refused(held.do, "confirm_attendance", held.member(cast.mai), by=held.others[0]) is Answer.NOT_STAFF
    held.come(cast.tu, held.others[0])
    held.do("confirm_attendance", held.member(cast.mai), by=cast.tu)
    held.do("confirm_attendance", held.member(cast.mai), by=cast.tu)
    assert db.session.query(CouncilConfirmation).count() == 3, "twice the same is written once"
    held.do("open_session")
    held.do("open_ballot")
    waits = held.others[1]
    assert refused(held.vote, waits, lan="for") is Answer.CONFIRM_FIRST
    held.come(waits)
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    held.do("close_session")
    members = {one.name: (one.noted_by, one.confirmed_by) for one in minutes_of(held.round.id).members}
    assert members[cast.mai.name] == (cast.son.name, cast.tu.name)
    assert members[waits.name] == (cast.son.name, waits.name) and members[cast.son.name] == ("", "")


def test_who_never_confirmed_is_absent_in_the_minutes(council, cast):
    held = council(individuals=1)
    last = held.others[1]
    marked(held, cast.tu, last)
    held.come(*held.people[:4])
    held.do("open_session")
    held.do("open_ballot")
    for person in held.people[:4]:
        held.vote(person, everything="for")
    held.do("close_ballot")
    held.do("close_session")
    minutes = minutes_of(held.round.id)
    assert (
        minutes.absent == (last.name,) and next(one for one in minutes.members if one.unconfirmed).name == last.name
    )


def test_noting_somebody_absent_again_takes_the_confirmation_with_it(council, cast):
    held = marked(council(), cast.son, cast.mai)
    held.come(cast.mai)
    assert held.live.member(cast.mai.id).here
    held.do("take_attendance", {held.member(cast.mai): "left"}, by=cast.tu)
    marked(held, cast.tu, cast.mai)
    assert held.live.member(cast.mai.id).waits
    assert refused(held.do, "confirm_attendance", held.member(cast.mai), by=cast.tu) is Answer.SECOND_PERSON
    held.do("confirm_attendance", held.member(cast.mai))
    assert held.live.member(cast.mai.id).here


# The hour


def test_a_session_opens_early_only_when_all_are_there_and_the_minutes_say_so(council, cast):
    held = council(individuals=1)
    with clock.at(BEFORE):
        held.come(*held.people[:4])
        assert refused(held.do, "open_session") is Answer.TOO_EARLY
        marked(held, cast.tu, held.others[1])
        assert refused(held.do, "open_session") is Answer.TOO_EARLY, "not confirmed"
        held.come(held.others[1])
        held.do("open_session")
        held.do("open_ballot")
        for person in held.people:
            held.vote(person, everything="for")
        held.do("close_ballot")
        held.do("close_session")
    assert minutes_of(held.round.id).early


def test_at_its_hour_a_session_opens_with_its_quorum(council, cast):
    held = council()
    held.come(*held.people[:4])
    held.do("open_session")
    assert not held.live.session.opened_at < held.live.session.meets_at


# Opinions on paper


def enter(held, person, choice="for", dated=DAY, by=None, name=None):
    line = held.line(name or held.cast.lan.name)
    return held.do("enter_written", held.member(person), {line: choice}, "CV 12", dated, by=by or held.cast.tu)


def test_no_opinion_is_entered_for_whoever_is_or_was_present(council, cast):
    held = council(individuals=1)
    away = held.others[1]
    held.without(away)
    assert refused(enter, held, cast.mai) is Answer.IS_PRESENT
    held.do("take_attendance", {held.member(cast.mai): "left"}, by=cast.tu)
    assert refused(enter, held, cast.mai) is Answer.WAS_PRESENT, "noted as gone by the secretary"
    marked(held, cast.tu, away)
    assert refused(enter, held, away) is Answer.IS_PRESENT, "noted as present, confirmed or not"
    held.do("take_attendance", {held.member(away): "absent"}, by=cast.tu)
    assert refused(enter, held, away, by=cast.son) is Answer.NOT_SECRETARY
    enter(held, away)
    assert db.session.query(CouncilPresence).count() == 4
    vote = {"ward_id": cast.cua_nam.id, "session_id": held.id, "line_id": held.line(cast.lan.name), "at": MEETS}
    paper = {"choice": "for", "written": True, "reference": "CV 13", "dated": DAY, "by": cast.tu.id}
    with pytest.raises(IntegrityError):
        db.session.execute(insert(CouncilVote).values(**vote, **paper, member_id=held.member(cast.mai)))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        own = {"choice": "for", "written": True, "reference": "", "by": cast.tu.id}
        db.session.execute(insert(CouncilVote).values(**vote, **own, member_id=held.member(away)))


def test_the_day_of_the_paper_lies_between_the_call_and_today(council, cast):
    held = council(individuals=1)
    away = held.others[1]
    held.without(away)
    called = held.live.session.called_at.astimezone(clock.LOCAL).date()
    for day in (called - timedelta(days=1), DAY + timedelta(days=1), date(2000, 1, 1)):
        assert refused(enter, held, away, dated=day) is Answer.WRONG_DAY, day
    assert refused(enter, held, away, dated=None) is Answer.NO_DAY
    enter(held, away, dated=called)


def test_whose_opinion_it_is_hears_of_it_at_once_and_can_object_until_the_close(council, cast):
    held = council(individuals=1)
    away = held.others[1]
    held.without(away)
    assert refused(held.do, "object_to_opinion", by=away) is Answer.NOTHING_ENTERED
    enter(held, away)
    told = db.session.query(Message).filter_by(kind="council.opinion_entered").one()
    assert (told.user_id, told.url) == (away.id, f"/council/{held.id}")
    held.do("object_to_opinion", by=away)
    assert refused(enter, held, away, "against") is Answer.OBJECTED
    assert held.member(away) not in held.live.cast.get(held.line(cast.lan.name), {})
    for person in held.people[:4]:
        held.vote(person, everything="for")
    held.vote(away, lan="against", written=True)
    held.do("close_ballot")
    tally = next(line.CouncilTally for line in held.live.lines if line.id == held.line(cast.lan.name))
    assert (tally.in_favour, tally.against) == (4, 1), "what the member says themselves counts"
    held.do("close_session")
    (opinion,) = minutes_of(held.round.id).opinions
    assert (opinion.member, opinion.dated, opinion.withdrawn) == (away.name, DAY, "objection")


def test_an_objection_after_the_close_is_refused(council, cast):
    held = council(individuals=1)
    away = held.others[1]
    held.without(away)
    enter(held, away)
    for person in held.people[:4]:
        held.vote(person, everything="for")
    held.do("close_ballot")
    assert refused(held.do, "object_to_opinion", by=away) is Answer.OBJECTS_LATE
    assert refused(enter, held, away) is Answer.BALLOT_CLOSED
    ids = (cast.cua_nam.id, held.id, held.line(cast.lan.name), held.member(away))
    late = (
        'INSERT INTO council_withdrawals (ward_id, session_id, line_id, member_id, why, "by", at) '
        f"SELECT {', '.join(map(str, ids))}, 'objection', {away.id}, at FROM council_votes LIMIT 1"
    )
    with pytest.raises(IntegrityError):
        db.session.execute(text(late))


def test_who_comes_after_an_opinion_was_entered_votes_in_person(council, cast):
    held = council(individuals=1)
    away = held.others[1]
    held.without(away)
    enter(held, away, "against")
    marked(held, cast.tu, away)
    assert held.live.cast[held.line(cast.lan.name)][held.member(away)].choice == "against", "not confirmed yet"
    held.do("confirm_attendance", held.member(away))
    assert held.live.cast.get(held.line(cast.lan.name), {}) == {}
    for person in held.people[:4]:
        held.vote(person, everything="for")
    held.do("close_ballot")
    line = next(one for one in held.live.lines if one.id == held.line(cast.lan.name))
    assert (line.CouncilTally.against, line.CouncilTally.written, line.CouncilTally.not_voted) == (0, 0, 1)
    held.do("close_session")
    assert minutes_of(held.round.id).opinions[0].withdrawn == "came"


# Conflicts


@pytest.fixture
def asked(council, cast):
    """A session in which Mai and somebody absent are asked about Lan."""
    held = council(Settings(recused_leave=True), individuals=1)
    held.away = held.others[1]
    held.come(*[one for one in held.people if one is not held.away])
    held.do("open_session")
    item = held.item(cast.lan.name)

    @action
    def ask(person):
        place = {"ward_id": cast.cua_nam.id, "session_id": held.id, "item_id": item, "at": MEETS}
        row = CouncilConflict(**place, member_id=held.member(person), kind="same_name", word="asked")
        db.session.add(row)
        db.session.flush()
        return row.id

    held.questions = {person.name: ask(person) for person in (cast.mai, held.away)}
    return held


def test_the_chair_answers_for_absent_members_only_and_the_minutes_say_whose_word_it_is(asked, cast):
    held = asked
    assert refused(held.do, "answer", held.questions[cast.mai.name], True) is Answer.ANSWERS_THEMSELVES
    assert refused(held.do, "answer", held.questions[held.away.name], True, by=cast.tu) is Answer.NOT_CHAIR
    held.do("answer", held.questions[held.away.name], True)
    held.do("answer", held.questions[cast.mai.name], False, by=cast.mai)
    forged = (
        'INSERT INTO council_conflicts (ward_id, session_id, member_id, item_id, kind, word, grounds, "by", at) '
        f"SELECT ward_id, session_id, member_id, item_id, kind, 'recused', grounds, {cast.son.id}, at "
        "FROM council_conflicts WHERE member_id = :mai LIMIT 1"
    )
    with pytest.raises(IntegrityError):
        db.session.execute(text(forged), {"mai": held.member(cast.mai)})
    db.session.rollback()
    held.do("open_ballot")
    for person in held.people[:4]:
        held.vote(person, everything="for")
    held.do("close_ballot")
    held.do("close_session")
    minutes = minutes_of(held.round.id)
    assert [(one.member, one.by_chair) for one in minutes.recusals] == [(held.away.name, True)]
    assert [(one.member, one.by_chair) for one in minutes.questions] == [(cast.mai.name, False)]
