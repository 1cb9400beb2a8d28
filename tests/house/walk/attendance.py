"""Through attendance: a morning's shift with two people on it, one of whom checks in, and a third who just comes."""

from datetime import datetime

from app.attendance.rules import digits_of, link_of, minute_of, site_key
from app.core import clock
from app.core.db import db
from app.shifts.models import Shift
from app.signups.actions import put_on
from tests.house.walk.work import ids_of
from tests.shifts.makers import MORNING_SLOT, make_shifts


def _moment(text):
    return clock.at(datetime.fromisoformat(text).replace(tzinfo=clock.LOCAL))


def through_attendance(walk, cast):
    with walk.app.app_context(), _moment("2025-08-12T09:00"):
        make_shifts(cast, cast.point2, slots=(MORNING_SLOT,), first=clock.today(), most=9)
        db.session.remove()
    newest = ids_of(walk, lambda: db.session.query(Shift.id).order_by(Shift.id.desc()))[0]
    with walk.app.app_context(), _moment("2025-08-12T07:00"):
        for person in (cast.lan, cast.minh):
            put_on(person.id, newest, "for the walk", by=None)
        db.session.remove()
    key, shift = site_key(walk.app.secret_key), {"shift_id": newest}
    with _moment("2025-08-12T08:20"):
        minute = minute_of(clock.now())
        link = link_of(key, newest, minute)
        for person in (cast.lan, cast.binh):
            walk.get(person, "attendance.own", **shift)
        walk.get(cast.lan, "attendance.by_link", code=link, **shift)
        walk.get(cast.lan, "attendance.by_link", status=409, code="yesterdays", **shift)
        walk.post(cast.lan, "attendance.check", {"code": "00000000", "side": "in"}, status=422, **shift)
        walk.post(cast.lan, "attendance.check", {"code": digits_of(key, newest, minute), "side": "in"}, **shift)
        for target in (None, "kiosk"):
            walk.get(cast.minh, "attendance.kiosk", target=target, point_id=cast.point2.id)
            walk.get(cast.minh, "attendance.code", target=target, **shift)
        walk.get(cast.hoa, "attendance.sheet", target="sheet", **shift)
        person = {**shift, "user_id": cast.minh.id}
        walk.post(cast.hoa, "attendance.mark", {"state": "late"}, target="sheet", **person)
        walk.post(cast.hoa, "attendance.mark", {"state": "present"}, status=422, **person)
        came = {"person": cast.binh.id, "reason": "Đến giúp"}
        walk.post(cast.hoa, "attendance.walk_in", {"person": cast.binh.id}, status=422, **shift)
        walk.post(cast.hoa, "attendance.walk_in", came, **shift)
        walk.get(cast.hoa, "attendance.day")
        walk.get(cast.lan, "home.start")
        walk.get(cast.lan, "signups.my_shifts")
    with _moment("2025-08-12T11:20"):
        digits = digits_of(key, newest, minute_of(clock.now()))
        walk.post(cast.lan, "attendance.check", {"code": digits, "side": "out"}, **shift)
    with _moment("2025-08-12T12:00"):
        left = {"state": "late", "came": "08:30", "went": "11:00", "reason": "Về sớm"}
        walk.post(cast.hoa, "attendance.mark", left, **person)
        walk.post(cast.hoa, "attendance.mark", left | {"state": "no_show"}, **person)
        walk.get(cast.hoa, "attendance.sheet", **shift)
        walk.get(cast.lan, "contributions.logs")
