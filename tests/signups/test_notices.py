"""Who is told about seats, and when people are reminded."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.messages.minute import tick
from app.messages.models import Message
from app.shifts.actions import cancel
from app.shifts.models import Shift
from app.signups.actions import confirm, leave, put_on, settle_due, sign_up, take_off
from app.signups.notices import remind
from tests.shifts.makers import make_shifts


def told(*kinds):
    """(kind, person) of what was told, in order."""
    db.session.expire_all()
    rows = db.session.query(Message).order_by(Message.id).all()
    return [(row.kind, row.user_id) for row in rows if not kinds or row.kind in kinds]


@pytest.fixture
def shift(room, cast):
    """14:00 tomorrow, one seat."""
    (shift,) = make_shifts(cast, most=1)
    return shift


def test_who_takes_and_leaves_a_seat_is_told_nothing(shift, cast):
    sign_up(cast.lan.id, shift)
    leave(cast.lan.id, shift)
    assert told() == []


def test_an_offer_is_told_once_and_becomes_history_with_its_answer(shift, cast, at):
    sign_up(cast.lan.id, shift)
    for person in (cast.binh, cast.minh):
        sign_up(person.id, shift, wait=True)
    leave(cast.lan.id, shift)
    assert told() == [("seat.offered", cast.binh.id)]
    (message,) = db.session.query(Message).all()
    assert message.data["until_at"] == message.ends_at.isoformat()
    leave(cast.binh.id, shift)
    assert told() == [("seat.offered", cast.binh.id), ("seat.offered", cast.minh.id)]
    db.session.expire_all()
    assert db.session.get(Message, message.id).ends_at < message.created_at + timedelta(seconds=1)
    db.session.commit()
    with at("2025-08-14T11:00:00"):
        settle_due()
    assert told("seat.lapsed") == [("seat.lapsed", cast.minh.id)]


def test_what_staff_do_is_told_to_whom_it_is_done(shift, cast):
    put_on(cast.lan.id, shift, "Thay người ốm", by=cast.hoa.id)
    take_off(cast.lan.id, shift, "Đổi lịch", by=cast.hoa.id)
    assert told() == [("seat.given", cast.lan.id), ("seat.taken_off", cast.lan.id)]


def test_a_cancelled_shift_is_told_to_all_on_it_and_in_line(shift, cast):
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift, wait=True)
    cancel(db.session.get(Shift, shift), "Mưa bão", by=cast.hoa.id)
    assert told() == [("seat.called_off", cast.lan.id), ("seat.called_off", cast.binh.id)]


def test_reminders_come_a_day_and_two_hours_before_to_the_second_and_once(room, cast, at):
    with at("2025-08-13T08:00:00"):
        (shift,) = make_shifts(cast)
        sign_up(cast.lan.id, shift)
        remind()
    assert told() == []
    with at("2025-08-14T13:59:59"):
        remind()
        assert told() == [], "a day and a second"
    for moment in ("2025-08-14T14:00:00", "2025-08-14T14:01:00"):
        with at(moment):
            remind()
    assert told() == [("reminder.day", cast.lan.id)]
    for moment in ("2025-08-15T12:00:00", "2025-08-15T12:00:00", "2025-08-15T13:59:59"):
        with at(moment):
            remind()
    assert told() == [("reminder.day", cast.lan.id), ("reminder.soon", cast.lan.id)]


def test_a_seat_just_taken_needs_no_reminder_but_the_next(room, cast, at):
    with at("2025-08-14T20:00:00"):
        (shift,) = make_shifts(cast)
        sign_up(cast.lan.id, shift)
        remind()
    assert told() == []
    with at("2025-08-15T12:00:00"):
        remind()
    assert told() == [("reminder.soon", cast.lan.id)]


def test_whoever_has_said_yes_is_left_in_peace(room, cast, at):
    with at("2025-08-13T08:00:00"):
        (shift,) = make_shifts(cast)
        sign_up(cast.lan.id, shift)
    with at("2025-08-14T15:00:00"):
        remind()
        confirm(cast.lan.id, shift)
        confirm(cast.lan.id, shift)
    with at("2025-08-15T12:30:00"):
        remind()
    assert told() == [("reminder.day", cast.lan.id)]


@pytest.mark.parametrize("answer", [confirm, leave])
def test_a_reminder_that_was_answered_elsewhere_asks_no_more(room, cast, at, answer):
    with at("2025-08-13T08:00:00"):
        (shift,) = make_shifts(cast)
        sign_up(cast.lan.id, shift)
    with at("2025-08-14T15:00:00"):
        remind()
        asks = db.session.query(Message).filter(Message.kind == "reminder.day", Message.ends_at > clock.now())
        assert asks.count() == 1
        answer(cast.lan.id, shift)
        assert asks.count() == 0


def test_the_job_of_every_minute_does_all_of_it(app, cast, at):
    with app.app_context(), at("2025-08-13T08:00:00"):
        (shift,) = make_shifts(cast)
        sign_up(cast.lan.id, shift)
        db.session.commit()
    with app.app_context(), at("2025-08-14T15:00:00"):
        done = tick()
        assert done["signups.remind"] == done["signups.settle_due"] == "done"
    with app.app_context():
        assert told() == [("reminder.day", cast.lan.id)]


def test_yes_from_a_reminder_is_one_tap(as_, app, cast, at):
    with app.app_context():
        (shift,) = make_shifts(cast)
        sign_up(cast.lan.id, shift)
        db.session.commit()
    assert as_(cast.lan).post(f"/shifts/{shift}/confirm").status_code == 303
    assert as_(cast.binh).post(f"/shifts/{shift}/confirm").status_code == 409
    assert as_(cast.dung).post(f"/shifts/{shift}/confirm").status_code == 404
    assert as_(cast.tu).post(f"/shifts/{shift}/confirm").status_code == 403
