"""The screen with the code: on a leader's phone for one shift, and at a point for whichever shift is open."""

from flask import abort
from flask_login import current_user

from app.attendance.queries import Desk, open_at_point, shift_desk
from app.attendance.rules import minute_of
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import clock_time

from . import bp
from .codes import shown


@bp.get("/shifts/<id:shift_id>/code")
@needs(Permission.ATTENDANCE_TAKE)
def code(shift_id):
    desk = shift_desk(shift_id, current_user.reach(Permission.ATTENDANCE_TAKE), now()) or abort(404)
    return _draw(desk, f"/shifts/{shift_id}/code", f"/shifts/{shift_id}/attendance")


@bp.get("/points/<id:point_id>/kiosk")
@needs(Permission.ATTENDANCE_TAKE)
def kiosk(point_id):
    desk = open_at_point(point_id, current_user.reach(Permission.ATTENDANCE_TAKE), now()) or abort(404)
    return _draw(desk, f"/points/{point_id}/kiosk", "/shifts")


def _draw(desk: Desk, url: str, back: str):
    moment = now()
    codes = [(one, *shown(one.turn.id, minute_of(moment))) for one in desk.open]
    return page(
        "attendance/kiosk.html",
        parts=("kiosk",),
        desk=desk,
        codes=codes,
        url=url,
        back=back,
        clock=clock_time(moment),
    )
