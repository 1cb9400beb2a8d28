"""Asking, answering, and not being able to come."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.core.db import db, write_tx
from app.core.policy import Reach
from app.core.reasons import Refused
from app.cover.actions import answer, ask, open_cover
from app.cover.models import Ask
from app.cover.rules import MOST_AT_ONCE, AskAnswer, ReplyAnswer
from app.messages.models import Message
from app.shifts.models import Shift
from app.signups.actions import leave, put_on, sign_up
from app.signups.models import SignUp
from app.signups.rules import Answer, LeaveAnswer
from tests.shifts.makers import make_shifts


def refusal(verb, *args, **kwargs):
    before = db.session.execute(text("SELECT count(*) FROM audit_entries")).scalar()
    db.session.commit()
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    db.session.rollback()
    assert db.session.execute(text("SELECT count(*) FROM audit_entries")).scalar() == before, "something was written"
    db.session.commit()
    return caught.value.reason


def told(kind):
    db.session.rollback()
    return db.session.execute(
        select(Message.user_id, Message.data, Message.ends_at).where(Message.kind == kind).order_by(Message.id)
    ).all()


def test_a_yes_takes_the_seat(room, cast, shift):
    asked, others = ask(shift, [cast.lan.id, cast.binh.id], cast.hoa.id)
    assert ({one.id for one in asked}, others) == ({cast.lan.id, cast.binh.id}, [])
    assert {row.user_id for row in told("cover.asked")} == {cast.lan.id, cast.binh.id}
    assert answer(cast.lan.id, shift, "yes").state == "seated"
    assert db.session.get(Shift, shift).seats_taken == 1
    row = db.session.query(Ask).filter_by(user_id=cast.lan.id).one()
    assert (row.answer, row.asked_by) == ("yes", cast.hoa.id)
    assert row.answered_at is not None
    db.session.rollback()
    assert [row.user_id for row in told("cover.yes")] == [cast.hoa.id]
    assert answer(cast.binh.id, shift, "no").state == "no"
    assert [(row.user_id, row.data["by"]) for row in told("cover.no")] == [(cast.hoa.id, cast.binh.id)]
    actions = list(db.session.scalars(select(Entry.action).order_by(Entry.id)))[-6:]
    assert actions[-3:] == ["sign_up.seated", "cover.answered", "cover.answered"]
    assert actions[-5:-3] == ["cover.asked", "cover.asked"]


def test_a_question_that_is_answered_is_history_in_the_inbox(room, cast, shift, at):
    ask(shift, [cast.lan.id], cast.hoa.id)
    (before,) = told("cover.asked")
    answer(cast.lan.id, shift, "no")
    (after,) = told("cover.asked")
    assert after.ends_at < before.ends_at == db.session.get(Shift, shift).starts_at


def test_asking_twice_is_refused_plainly(room, cast, shift):
    ask(shift, [cast.lan.id], cast.hoa.id)
    assert refusal(ask, shift, [cast.lan.id], cast.hoa.id) is AskAnswer.ASKED
    assert refusal(ask, shift, [cast.lan.id], cast.an.id) is AskAnswer.ASKED
    asked, others = ask(shift, [cast.lan.id, cast.binh.id], cast.hoa.id)
    assert [one.id for one in asked] == [cast.binh.id]
    assert [(one.id, one.answer) for one in others] == [(cast.lan.id, AskAnswer.ASKED)]
    answer(cast.lan.id, shift, "no")
    assert refusal(ask, shift, [cast.lan.id], cast.hoa.id) is AskAnswer.SAID_NO


def test_who_said_yes_and_left_again_can_be_asked_again(room, cast, shift):
    ask(shift, [cast.lan.id], cast.hoa.id)
    answer(cast.lan.id, shift, "yes")
    assert refusal(ask, shift, [cast.lan.id], cast.hoa.id) is AskAnswer.ON_IT
    leave(cast.lan.id, shift)
    ask(shift, [cast.lan.id], cast.hoa.id)
    assert answer(cast.lan.id, shift, "yes").state == "seated"


def test_who_cannot_be_asked(room, cast, shift):
    hoa = cast.hoa.id
    assert refusal(ask, shift, [], hoa) is AskAnswer.NOBODY
    assert refusal(ask, shift, range(1, MOST_AT_ONCE + 2), hoa) is AskAnswer.TOO_MANY
    assert refusal(ask, shift, [cast.dung.id], hoa) is AskAnswer.NOT_IN_REACH, "somebody of another ward"
    assert refusal(ask, shift, [cast.son.id], hoa) is AskAnswer.NOT_IN_REACH, "a leader holds no seats"
    assert refusal(ask, shift, [2**31 - 1], hoa) is AskAnswer.NOT_IN_REACH
    assert refusal(ask, shift, [hoa], hoa) is AskAnswer.YOURSELF
    beside = make_shifts(cast, cast.point2, least=1, most=2)[-1]
    sign_up(cast.lan.id, beside)
    assert refusal(ask, shift, [cast.lan.id], hoa) is AskAnswer.BUSY
    with pytest.raises(LookupError):
        ask(shift, [cast.lan.id], hoa, reach=Reach(wards=frozenset({cast.kien_hung.id})))


def test_a_leader_asks_the_people_of_the_own_team(room, cast, shift):
    own = Reach(teams=frozenset({cast.team1.id}))
    assert refusal(ask, shift, [cast.binh.id], cast.minh.id, whom=own) is AskAnswer.NOT_IN_REACH
    asked, _others = ask(shift, [cast.lan.id], cast.minh.id, whom=own)
    assert [one.id for one in asked] == [cast.lan.id]


def test_an_ask_lapses_at_the_start_to_the_second(room, cast, shift, at):
    ask(shift, [cast.lan.id, cast.binh.id], cast.hoa.id)
    with at("2025-08-15T14:00:00"):
        assert refusal(answer, cast.lan.id, shift, "yes") is Answer.STARTED
        assert refusal(answer, cast.lan.id, shift, "no") is Answer.STARTED
        assert refusal(ask, shift, [cast.minh.id], cast.hoa.id) is Answer.STARTED
    with at("2025-08-15T13:59:59"):
        assert answer(cast.lan.id, shift, "yes").state == "seated"


def test_full_meanwhile_it_is_refused_or_goes_to_the_line(room, cast):
    (shift,) = make_shifts(cast, least=1, most=1)
    ask(shift, [cast.lan.id, cast.binh.id], cast.hoa.id)
    assert answer(cast.lan.id, shift, "yes").state == "seated"
    assert refusal(answer, cast.binh.id, shift, "yes") is Answer.FULL
    assert refusal(ask, shift, [cast.minh.id], cast.hoa.id) is AskAnswer.FULL
    assert answer(cast.binh.id, shift, "yes", wait=True).state == "waiting"
    found = db.session.get(Shift, shift)
    assert (found.seats_taken, found.in_line) == (1, 1)
    db.session.rollback()
    assert refusal(answer, cast.binh.id, shift, "yes", wait=True) is ReplyAnswer.ANSWERED


def test_what_nobody_asked_is_not_there(room, cast, shift):
    ask(shift, [cast.lan.id], cast.hoa.id)
    with pytest.raises(LookupError):
        answer(cast.binh.id, shift, "yes")
    with pytest.raises(LookupError):
        answer(cast.lan.id, shift, "yes", reach=Reach(wards=frozenset({cast.kien_hung.id})))
    db.session.rollback()
    assert refusal(answer, cast.lan.id, shift, "perhaps") is ReplyAnswer.NEITHER
    assert answer(cast.lan.id, shift, "no").state == "no"
    assert refusal(answer, cast.lan.id, shift, "yes") is ReplyAnswer.ANSWERED
    assert db.session.get(Shift, shift).seats_taken == 0


def test_what_changed_since_the_ask_counts(room, cast, shift):
    ask(shift, [cast.lan.id], cast.hoa.id)
    beside = make_shifts(cast, cast.point2, least=1, most=2)[-1]
    sign_up(cast.lan.id, beside)
    assert refusal(answer, cast.lan.id, shift, "yes") is Answer.OVERLAP
    assert db.session.query(Ask.answer).filter_by(user_id=cast.lan.id).scalar() is None, "still open"


def test_who_took_the_seat_anyway(room, cast, shift):
    ask(shift, [cast.lan.id], cast.hoa.id)
    sign_up(cast.lan.id, shift)
    assert refusal(answer, cast.lan.id, shift, "no") is ReplyAnswer.ON_IT
    assert answer(cast.lan.id, shift, "yes").state == "seated"
    assert db.session.get(Shift, shift).seats_taken == 1


def test_the_database_keeps_one_open_ask_and_every_answer(room, cast, shift):
    ask(shift, [cast.lan.id], cast.hoa.id)
    row = db.session.query(Ask).one()
    values = {name: getattr(row, name) for name in ("ward_id", "shift_id", "user_id", "asked_by", "asked_at")}
    db.session.commit()
    with pytest.raises(IntegrityError), write_tx():
        db.session.add(Ask(**values))
        db.session.flush()
    answer(cast.lan.id, shift, "no")
    for statement in ("UPDATE asks SET answer = 'yes'", "DELETE FROM asks"):
        db.session.commit()
        with pytest.raises(IntegrityError), write_tx():
            db.session.execute(text(statement))


def test_who_cannot_come_frees_the_seat_after_the_deadline_too(room, cast, shift, at):
    put_on(cast.lan.id, shift, "Thay người", by=cast.hoa.id)
    with write_tx():
        db.session.execute(text("UPDATE campaigns SET leave_minutes = 1440"))
    with at("2025-08-15T12:00:00"):
        assert refusal(leave, cast.lan.id, shift) is LeaveAnswer.TOO_LATE
        open_cover(cast.lan.id, shift)
        assert [row.user_id for row in told("cover.opened")] == [cast.hoa.id, cast.an.id]
        assert refusal(open_cover, cast.lan.id, shift) is LeaveAnswer.NOT_ON_IT
    assert db.session.get(Shift, shift).seats_taken == 0
    assert db.session.query(SignUp.state).filter_by(user_id=cast.lan.id).scalar() == "left"


def test_after_the_start_nobody_is_excused_by_a_tap(room, cast, shift, at):
    put_on(cast.lan.id, shift, "Thay người", by=cast.hoa.id)
    with at("2025-08-15T14:00:00"):
        assert refusal(open_cover, cast.lan.id, shift) is LeaveAnswer.STARTED
    assert db.session.get(Shift, shift).seats_taken == 1
