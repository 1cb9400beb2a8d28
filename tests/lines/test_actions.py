"""Leaving and confirming a hand-over note, and what the database refuses by itself."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.core import clock
from app.core.db import db, write_tx
from app.core.policy import Reach
from app.core.reasons import Refused
from app.lines.actions import confirm, hand_over
from app.lines.models import HandoverNote, HandoverReading
from app.lines.queries import holders_after, uncovered
from app.messages.models import Message
from tests.lines.hotline import local

NOBODY = Reach()


def leave(cast, shift, by, words="Máy chủ dịch vụ công chậm từ 5 giờ.", staff=NOBODY):
    return hand_over(shift, by.id, words, Reach(wards=frozenset({cast.cua_nam.id})), staff)


def read(cast, note, by):
    return confirm(note.id, by.id, Reach(wards=frozenset({cast.cua_nam.id})))


def reason(verb, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    db.session.rollback()
    return refused.value.reason.name


@pytest.fixture
def night(hotline, cast):
    """Lan from 22:00 to 06:00, Minh after her."""
    return hotline.duty("2025-08-13T22:00", 8, cast.lan), hotline.duty("2025-08-14T06:00", 8, cast.minh)


def test_who_holds_the_duty_hands_over_and_the_next_confirms_once(night, cast, room, at):
    with at("2025-08-14T05:55:00"):
        note = leave(cast, night[0], cast.lan)
        assert reason(read, cast, note, cast.minh) == "NOT_YOURS", "his duty has not begun"
    with at("2025-08-14T06:00:00"):
        assert read(cast, note, cast.minh) and read(cast, note, cast.minh)
    (reading,) = db.session.scalars(select(HandoverReading)).all()
    assert (reading.user_id, reading.shift_id, reading.at) == (cast.minh.id, night[1], local("2025-08-14T06:00"))


def test_the_trail_tells_of_both_without_the_text(night, cast, room, at):
    with at("2025-08-14T06:00:00"):
        note = leave(cast, night[0], cast.lan, "Điều bí mật")
        read(cast, note, cast.minh)
    entries = db.session.scalars(select(Entry).where(Entry.action.like("handover.%")).order_by(Entry.id)).all()
    assert [(one.action, one.subject_id, one.by) for one in entries] == [
        ("handover.left", note.id, cast.lan.id),
        ("handover.read", note.id, cast.minh.id),
    ]
    assert "bí mật" not in " ".join(str(vars(one)) for one in entries)


def test_who_is_not_on_duty_neither_leaves_nor_confirms(night, cast, room, at):
    ward = Reach(wards=frozenset({cast.cua_nam.id}))
    with at("2025-08-14T06:00:00"):
        assert reason(leave, cast, night[0], cast.binh) == "NOT_ON_IT"
        note = leave(cast, night[0], cast.hoa, staff=ward)
        for person in (cast.binh, cast.lan, cast.hoa):
            assert reason(read, cast, note, person) == "NOT_YOURS"


def test_until_two_hours_after_the_duty_to_the_second(night, cast, room, at):
    with at("2025-08-14T07:59:59"):
        leave(cast, night[0], cast.lan)
    with at("2025-08-14T08:00:00"):
        assert reason(leave, cast, night[0], cast.lan) == "TOO_LATE"


def test_a_shift_elsewhere_or_of_a_place_is_not_there(night, hotline, cast, room):
    other = Reach(wards=frozenset({cast.kien_hung.id}))
    assert hand_over(night[1], cast.minh.id, "x", other, other) is None
    note = leave(cast, night[1], cast.minh)
    assert confirm(note.id, cast.lan.id, other) is False
    training = hotline.duty("2025-08-14T08:00", 4, cast.binh, kind="training")
    assert leave(cast, training, cast.binh) is None


@pytest.mark.parametrize("table", ["handover_notes", "handover_readings"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET ward_id = ward_id", "DELETE FROM {}"])
def test_the_database_keeps_what_was_written(night, cast, room, at, table, verb):
    with at("2025-08-14T06:00:00"):
        read(cast, leave(cast, night[0], cast.lan), cast.minh)
    with pytest.raises(IntegrityError), write_tx():
        db.session.execute(text(verb.format(table)))
    assert db.session.scalar(select(HandoverNote.id)) is not None


def test_uncovered_hours_take_one_statement_however_many_duties(hotline, cast, room, count_sql):
    hours = local("2025-08-14T00:00"), local("2025-08-17T00:00")
    counts = []
    for day in (14, 15, 16):
        hotline.duty(f"2025-08-{day}T06:00", 16, cast.lan)
        with count_sql() as statements:
            ((line, gaps),) = uncovered(cast.campaign.id, *hours)
        counts.append(len(statements))
        db.session.rollback()
    assert counts == [1, 1, 1]
    assert (line.name, line.least) == ("Đường dây nóng 24/7", 2)
    assert [(gap.starts_at, gap.ends_at) for gap in gaps] == [
        (hours[0], local("2025-08-14T06:00")),
        (local("2025-08-14T22:00"), local("2025-08-15T06:00")),
        (local("2025-08-15T22:00"), local("2025-08-16T06:00")),
        (local("2025-08-16T22:00"), hours[1]),
    ]


def test_those_of_the_next_duty_are_told_once_without_the_text(night, hotline, cast, room, at):
    hotline.duty("2025-08-14T14:00", 8, cast.binh)
    with at("2025-08-14T05:55:00"):
        note = leave(cast, night[0], cast.lan, "Điều bí mật")
    (told,) = db.session.scalars(select(Message).where(Message.kind == "handover.left")).all()
    assert (told.user_id, told.key, told.url) == (cast.minh.id, f"handover:{note.id}", "/lines")
    assert told.ends_at == local("2025-08-14T14:00")
    assert "bí mật" not in str(told.data)


def test_a_duty_that_is_cancelled_or_over_is_passed_by(night, hotline, cast, room, at):
    hotline.duty("2025-08-14T06:00", 1, cast.binh)
    hotline.duty("2025-08-14T06:30", 4, cast.son, cancelled_at=local("2025-08-14T00:00"))
    with at("2025-08-14T06:59:59"):
        assert [row.user_id for row in holders_after(night[0], clock.now())] == [cast.minh.id, cast.binh.id]
    with at("2025-08-14T07:00:00"):
        assert [row.user_id for row in holders_after(night[0], clock.now())] == [cast.minh.id]
