"""Checking in and out: the link of the QR code, the digits, and where one stands."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.attendance import actions
from app.attendance.actions.check import answer_to, time_of
from app.attendance.forms import CodeForm
from app.attendance.queries import Own, own_attendance
from app.attendance.rules import IN, LATE, OUT, Attendance, CheckAnswer, out_from
from app.campaigns.here import speak_of
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import clock_time, say
from app.people.actions.throttle import take_try

from . import bp
from .codes import keys


def _found(shift_id: int) -> Own:
    reach = current_user.reach(Permission.SHIFT_CLAIM)
    return own_attendance(shift_id, current_user.id, reach, now()) or abort(404)


@bp.get("/check-in/<id:shift_id>")
@needs(Permission.SHIFT_CLAIM)
def own(shift_id):
    """Where I stand in this shift, and a field for the digits of the screen."""
    found = _found(shift_id)
    return _draw(found, CodeForm(formdata=None, side=_side(found)))


@bp.get("/check-in/<id:shift_id>/<code>")
@needs(Permission.SHIFT_CLAIM)
def by_link(shift_id, code):
    """What the phone's camera opens: one button. Digits in a link are none: nobody tries them here uncounted."""
    found, moment = _found(shift_id), now()
    at = None if code.isdigit() else time_of(code, shift_id, found.times, keys(), moment)
    side = _side(found)
    answer, facts = answer_to(side, found, at, moment, _shows())
    if answer is CheckAnswer.TOO_SOON:
        answer = CheckAnswer.ALREADY_IN
    right = answer in (CheckAnswer.YES, CheckAnswer.ALREADY_IN, CheckAnswer.ALREADY_OUT)
    form = CodeForm(formdata=None, side=side, code=code if answer is CheckAnswer.YES else "")
    refusal = "" if right else say(answer, **facts)
    return _draw(found, form, at=at, by_link=right, refusal=refusal, status=200 if right else 409)


def _shows():
    """Where this person can show codes, and so doesn't check in with one."""
    return current_user.reach(Permission.ATTENDANCE_TAKE)


def _side(found: Own) -> str:
    return OUT if found.attendance.arrived else IN


def _draw(found: Own, form: CodeForm, at=None, by_link=False, refusal="", status=200):
    moment, turn = now(), found.turn
    speak_of(turn.campaign_id)
    closed = turn.cancelled_at or turn.closed_at or moment >= found.times.shut
    missed = found.seated and not closed and moment >= found.times.ends_at and not found.attendance.arrived
    return page(
        "attendance/check.html",
        turn=turn,
        times=found.times,
        own=found.attendance,
        seated=found.seated,
        form=form,
        at=at,
        by_link=by_link,
        shows=form.side.data == IN and found.seated and _shows().covers(turn.ward_id),
        early=moment < found.times.opens,
        missed=missed,
        out_from=_not_yet_out(found, form),
        asks=found.seated
        and not (closed or missed)
        and moment >= found.times.opens
        and not found.attendance.said_gone,
        refusal=refusal,
        status=status,
    )


def _not_yet_out(found: Own, form: CodeForm):
    """From when checking out works, while it does not yet; codes of an earlier minute are refused. Else None."""
    own = found.attendance
    if form.side.data != OUT or not own.arrived or own.came is None:
        return None
    since = out_from(found.times, own)
    return since if now() < since else None


@bp.post("/check-in/<id:shift_id>")
@needs(Permission.SHIFT_CLAIM)
def check(shift_id):
    form, by_link = CodeForm(), "link" in request.form
    if not form.validate():
        return _draw(_found(shift_id), form, status=422)
    try:
        if form.code.data.isdigit() and not take_try({"code": str(current_user.id)}):
            raise Refused(CheckAnswer.TOO_MANY)
        reach = current_user.reach(Permission.SHIFT_CLAIM)
        checked = actions.check(current_user.id, shift_id, form.side.data, form.code.data, keys(), reach, _shows())
    except LookupError:
        abort(404)
    except Refused as refused:
        return _refused(shift_id, form, refused, by_link)
    return done(_said(form.side.data, checked.attendance), url_for("attendance.own", shift_id=shift_id))


def _refused(shift_id: int, form: CodeForm, refused: Refused, by_link: bool):
    sentence, status = say(refused.reason, **refused.facts), 429 if refused.reason is CheckAnswer.TOO_MANY else 422
    if by_link:
        form.code.data = ""
        return _draw(_found(shift_id), form, refusal=sentence, status=status)
    form.code.errors = [sentence]
    return _draw(_found(shift_id), form, status=status)


def _said(side: str, own: Attendance) -> str:
    if side == OUT:
        return _("Checked out at %(at)s. Thank you!", at=clock_time(own.went))
    if own.state == LATE:
        return _("Checked in at %(at)s, after the start. Glad you came!", at=clock_time(own.came))
    return _("Checked in at %(at)s. Glad you're here!", at=clock_time(own.came))
