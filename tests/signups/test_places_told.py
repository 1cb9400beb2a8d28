"""Whoever has a shift to come hears when its place or its time changes; a reason that was typed stands in it."""

from datetime import timedelta

import pytest

from app.attendance.actions import mark
from app.campaigns.actions import change_point
from app.campaigns.models import Campaign
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Reach
from app.messages.models import Message
from app.places.models import Point
from app.shifts.actions import cancel
from app.shifts.events import ShiftChanged
from app.shifts.models import Shift
from app.signups.actions import leave, put_on, sign_up, take_off
from tests.shifts.makers import make_shifts


def told():
    db.session.expire_all()
    rows = [(row.kind, row.user_id, row.data.get("reason")) for row in db.session.query(Message).order_by(Message.id)]
    db.session.commit()
    return rows


@pytest.fixture
def shift(room, cast):
    """14:00 tomorrow, one seat: Lan sits there, Bình is in line, Minh left."""
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.minh.id, shift)
    leave(cast.minh.id, shift)
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift, wait=True)
    return shift


def _change(cast, by, **more):
    point = db.session.get(Point, cast.point1.id)
    values = {"name": point.name, "address": point.address, **more}
    change_point(db.session.get(Campaign, cast.campaign.id), point, values["name"], values["address"], by.id)


def test_another_address_is_told_once_to_everybody_with_a_shift_to_come_there(shift, cast, room):
    make_shifts(cast, most=1)
    _change(cast, cast.hoa, address="12 phố Mới")
    _change(cast, cast.hoa, address="12 phố Mới")
    assert told() == [("point.changed", cast.lan.id, None), ("point.changed", cast.binh.id, None)]
    message = db.session.query(Message).first()
    assert message.data["place"] == "Điểm lưu động số 1, 12 phố Mới" and message.url == f"/shifts/{shift}"


def test_another_name_as_well_and_who_did_it_knows(shift, cast):
    _change(cast, cast.lan, name="Nhà văn hóa số 1")
    assert [(kind, who) for kind, who, _why in told()] == [("point.changed", cast.binh.id)]


def test_a_shift_that_is_over_or_cancelled_is_nobodys_any_more(shift, cast, at):
    with at("2025-08-17T09:00:00"):
        _change(cast, cast.hoa, address="12 phố Mới")
    assert told() == []


@pytest.mark.parametrize("field", ["starts", "ends", "point"])
def test_another_time_or_place_of_a_shift_is_told(shift, cast, field):
    @action
    def move():
        row = db.session.get(Shift, shift)
        before = {"point": row.point_id, "starts": row.starts_at, "ends": row.ends_at, "max": 1}
        later = {"starts": row.starts_at - timedelta(minutes=30), "ends": row.ends_at + timedelta(minutes=30)}
        after = {**before, field: {**later, "point": cast.point2.id}[field]}
        announce(ShiftChanged(ward_id=row.ward_id, subject_id=shift, by=cast.hoa.id, before=before, after=after))
        announce(ShiftChanged(ward_id=row.ward_id, subject_id=shift, by=cast.hoa.id, before=before, after=before))

    move()
    assert told() == [("shift.moved", cast.lan.id, None), ("shift.moved", cast.binh.id, None)]


def test_a_reason_stands_in_what_is_told(room, cast, as_):
    (shift,) = make_shifts(cast, most=1)
    put_on(cast.lan.id, shift, "Thay người ốm", by=cast.hoa.id)
    take_off(cast.lan.id, shift, "Đổi lịch", by=cast.hoa.id)
    put_on(cast.lan.id, shift, "Quay lại", by=cast.hoa.id)
    cancel(db.session.get(Shift, shift), "Mưa bão", by=cast.hoa.id)
    assert [why for _kind, _who, why in told()] == ["Thay người ốm", "Đổi lịch", "Quay lại", "Mưa bão"]
    db.session.remove()
    inbox = as_(cast.lan).get("/inbox").text
    assert all(f"Lý do: {why}" in inbox for why in ("Thay người ốm", "Đổi lịch", "Mưa bão"))


def test_who_is_marked_absent_hears_it_with_the_reason(room, cast, at):
    (shift,) = make_shifts(cast, most=2)
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift)
    with at("2025-08-15T15:00:00"):
        for person in (cast.lan, cast.binh):
            mark(shift, person.id, "present", cast.minh.id, Reach(everywhere=True))
        assert told() == [], "who came knows"
        mark(shift, cast.lan.id, "no_show", cast.hoa.id, Reach(everywhere=True), reason="Không thấy ở điểm")
    assert told() == [("attendance.no_show", cast.lan.id, "Không thấy ở điểm")]
