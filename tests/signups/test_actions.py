"""Taking seats, standing in line, leaving, moving up."""

import pytest

from app.audit.models import Entry
from app.core.db import db
from app.core.reasons import Refused
from app.shifts.actions import cancel, change_shift
from app.shifts.models import Shift
from app.signups.actions import leave, put_on, sign_up, take_off
from app.signups.queries import people_on, shifts_of
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts


def _reason(verb, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    db.session.rollback()
    return refused.value.reason.name


def _states(shift_id):
    return [(row.user_id, row.state) for row in people_on(shift_id)]


def test_a_seat_is_taken_and_left_again(room, cast):
    (shift,) = make_shifts(cast)
    assert sign_up(cast.lan.id, shift).state == "seated"
    assert _reason(sign_up, cast.lan.id, shift) == "ALREADY_ON_IT"
    assert [row.id for row in shifts_of(cast.lan.id)] == [shift]
    leave(cast.lan.id, shift)
    assert people_on(shift) == []
    assert _reason(leave, cast.lan.id, shift) == "NOT_ON_IT"
    sign_up(cast.lan.id, shift)
    assert _states(shift) == [(cast.lan.id, "seated")]


def test_a_full_shift_offers_its_line_and_never_puts_anybody_there_unasked(room, cast):
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.lan.id, shift)
    assert _reason(sign_up, cast.binh.id, shift) == "FULL"
    assert sign_up(cast.binh.id, shift, wait=True).state == "waiting"
    assert _reason(sign_up, cast.binh.id, shift, wait=True) == "ALREADY_IN_LINE"


def test_two_places_at_the_same_time_are_refused_with_where_and_when(room, cast):
    one, other = make_shifts(cast, cast.point1, cast.point2)
    sign_up(cast.lan.id, one)
    with pytest.raises(Refused) as refused:
        sign_up(cast.lan.id, other)
    assert refused.value.reason.name == "OVERLAP"
    assert refused.value.facts == {"hours": "14:00–\u206017:00", "point": cast.point1.name, "day": "15/8/2025"}


def test_more_seats_let_the_line_in_and_fewer_than_taken_are_refused(room, cast):
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift, wait=True)
    sign_up(cast.minh.id, shift, wait=True)
    change_shift(db.session.get(Shift, shift), 1, 2, 0, by=cast.hoa.id)
    assert [bool(row.offered_until) for row in people_on(shift)] == [False, True, False], "the first in line is asked"
    assert sign_up(cast.binh.id, shift).state == "seated"
    assert dict(_states(shift)) == {cast.lan.id: "seated", cast.binh.id: "seated", cast.minh.id: "waiting"}
    assert _reason(change_shift, db.session.get(Shift, shift), 1, 1, 0, by=cast.hoa.id) == "BELOW_SEATS"


def test_the_trail_is_locked_after_the_seats_it_tells_of(room, cast, count_sql):
    """Else one who raises a shift holds the trail and waits for a person who holds a seat and waits for the trail."""
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift, wait=True)
    with count_sql() as statements:
        change_shift(db.session.get(Shift, shift), 1, 2, 0, by=cast.hoa.id)
    seated = max(n for n, one in enumerate(statements) if one.startswith("UPDATE sign_ups"))
    assert seated < min(n for n, one in enumerate(statements) if "audit_heads" in one)
    last = db.session.query(Entry).order_by(Entry.id.desc()).limit(2).all()
    assert [entry.action for entry in last] == ["sign_up.offered", "shift.changed"]


def test_a_cancelled_shift_frees_everybody_and_tells_them(room, cast):
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift, wait=True)
    cancel(db.session.get(Shift, shift), "Mưa bão", by=cast.hoa.id)
    assert people_on(shift) == []
    for person in (cast.lan, cast.binh):
        assert [(row.state, row.cancel_reason) for row in shifts_of(person.id)] == [("left", "Mưa bão")]
    assert _reason(sign_up, cast.lan.id, shift) == "CANCELLED"
    assert _reason(cancel, db.session.get(Shift, shift), "x", by=cast.hoa.id) == "CANCELLED"


def test_a_shift_that_has_begun_is_neither_taken_nor_left(room, cast, at):
    afternoon, evening = make_shifts(cast, slots=(AFTERNOON, EVENING))
    sign_up(cast.lan.id, afternoon)
    with at("2025-08-15T14:00:00"):
        assert _reason(leave, cast.lan.id, afternoon) == "STARTED"
        assert _reason(sign_up, cast.binh.id, afternoon) == "STARTED"
        assert sign_up(cast.binh.id, evening).state == "seated"
        put_on(cast.binh.id, afternoon, "Đến thay", by=cast.hoa.id)
        take_off(cast.lan.id, afternoon, "Không đến", by=cast.hoa.id)
    assert _states(afternoon) == [(cast.binh.id, "seated")]


def test_staff_put_on_only_people_of_the_ward_and_say_why_not(room, cast):
    one, other = make_shifts(cast, cast.point1, cast.point2, most=1)
    assert _reason(put_on, cast.dung.id, one, "x", by=cast.hoa.id) == "NOT_IN_WARD"
    assert _reason(put_on, 999_999, one, "x", by=cast.hoa.id) == "NOT_IN_WARD"
    put_on(cast.lan.id, one, "Thay Bình", by=cast.hoa.id)
    assert _reason(put_on, cast.lan.id, one, "x", by=cast.hoa.id) == "PERSON_ON_IT"
    assert _reason(put_on, cast.lan.id, other, "x", by=cast.hoa.id) == "PERSON_BUSY"
    assert _reason(put_on, cast.binh.id, one, "x", by=cast.hoa.id) == "STAFF_FULL"
    assert _reason(take_off, cast.binh.id, one, "x", by=cast.hoa.id) == "PERSON_NOT_ON_IT"
