"""One shift: who is on it, taking a seat, leaving it."""

from datetime import timedelta
from functools import partial

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import speak_of
from app.core.clock import now, today
from app.core.forms import read_day
from app.core.policy import Permission, needs
from app.core.web import done, page, part, safe_next
from app.core.words import say, which_shift
from app.places.rules import map_address
from app.shifts.forms import SizeForm
from app.signups import actions
from app.signups.forms import PutOnForm, ReasonForm
from app.signups.models import SEATED
from app.signups.queries import facts, people_on, roster_names, standing
from app.signups.rules import LINE, Answer, LeaveAnswer, asked_to_come, may_leave, may_take

from . import bp
from .board import day_part
from .cards import marks
from .mine import checks_in
from .open import open_part

# Codes of a shift are taken for so long after it.
CODES_COME_IN = timedelta(hours=24)


def shift_context(where) -> dict:
    """What the page of a shift draws, its forms apart."""
    turn, moment = where.turn, now()
    people = people_on(turn.id, phones=current_user.may(Permission.PERSON_READ, turn.ward_id))
    line = [row for row in people if row.state == "waiting"]
    leaving = may_leave(turn, where.limits, moment, where.already)
    may_claim = current_user.may(Permission.SHIFT_CLAIM, turn.ward_id)
    answer = None
    if may_claim:
        answer = may_take(turn, where.limits, where.person, moment, where.already, where.offered_until)
    mine = next((row for row in people if row.user_id == current_user.id and row.state == SEATED), None)
    return {
        "turn": turn,
        "map_address": map_address(turn),
        "calls": mine is not None or current_user.may(Permission.SHIFT_NAMES, turn.ward_id),
        "leaders": [row for row in people if row.state == SEATED and row.as_lead],
        "confirmed": mine is not None and mine.confirmed_at is not None,
        "asks": mine is not None and asked_to_come(turn.starts_at, turn.cancelled_at, mine.confirmed_at, moment),
        "seats": marks(turn, turn.ends_at <= moment),
        "already": where.already,
        "answer": answer,
        "why": say(answer, **facts(answer, where)) if answer else "",
        "takes": answer in (Answer.YES, Answer.OFFERED),
        "waits": answer in LINE,
        "leaving": leaving,
        "leavable": leaving is LeaveAnswer.YES,
        "leave_hours": f"{where.limits.leave_minutes / 60:g}",
        "over": turn.ends_at <= moment,
        "seated": [row for row in people if row.state == "seated"],
        "line": line,
        "place": next((n for n, row in enumerate(line, 1) if row.user_id == current_user.id), 0),
        "planner": current_user.may(Permission.SHIFT_PLAN, turn.ward_id),
        "takes_attendance": current_user.may(Permission.ATTENDANCE_TAKE, turn.ward_id),
        "checks_in": where.already == "seated" and checks_in(turn, moment, CODES_COME_IN),
    }


def found(shift_id: int, permission: Permission = Permission.SHIFT_READ):
    return standing(shift_id, current_user.id, current_user.reach(permission)) or abort(404)


@bp.get("/shifts/<id:shift_id>")
@needs(Permission.SHIFT_READ)
def shift(shift_id):
    return show(found(shift_id))


def show(where, status: int = 200, **forms):
    """The page of a shift, with its forms where the visitor plans shifts; ``wrong_off`` is (whom, the form)."""
    speak_of(where.turn.campaign_id)
    context = shift_context(where)
    if context["planner"]:
        turn = where.turn
        on_it = {row.user_id for row in context["seated"]}
        put_on = forms.get("put_on") or PutOnForm(formdata=None)
        put_on.person.picks = [one for one in roster_names(turn.ward_id, today()) if one.id not in on_it]
        sizes = SizeForm(formdata=None, min_heads=turn.min_heads, max_heads=turn.max_heads, leads=turn.leads)
        context |= {
            "put_on": put_on,
            "size": forms.get("size") or sizes,
            "off": (forms.get("off") or ReasonForm(formdata=None)).apart("off"),
            "wrong_off": forms.get("wrong_off"),
        }
    return page("signups/shift.html", parts=("shift",), status=status, **context)


def shift_part(shift_id: int) -> str:
    where = standing(shift_id, current_user.id, current_user.reach(Permission.SHIFT_READ))
    return part("signups/shift.html", "shift", **shift_context(where))


def _answer(message: str, shift_id: int, kind: str = "good"):
    """Back to where the button was: the board, one's own shifts, or the shift itself."""
    to = safe_next(request.form.get("next"), url_for("signups.shift", shift_id=shift_id))
    draw = None
    if request.htmx.target_id == "shift":
        draw = partial(shift_part, shift_id)
    elif request.htmx.target_id == "open":
        draw = partial(open_part, shift_id)
    elif request.htmx.target_id == "board" and read_day(request.form.get("day", "")[:20]):
        draw = partial(day_part, shift_id)
    return done(message, to, draw=draw, kind=kind)


@bp.post("/shifts/<id:shift_id>/sign-up")
@needs(Permission.SHIFT_CLAIM)
def sign_up(shift_id):
    wait, reach = request.form.get("wait") == "1", current_user.reach(Permission.SHIFT_CLAIM)
    try:
        taken = actions.sign_up(current_user.id, shift_id, wait=wait, reach=reach)
    except LookupError:
        abort(404)
    shift = which_shift(taken.turn)
    if taken.state == SEATED:
        return _answer(_("You have the shift %(shift)s. See you there!", shift=shift), shift_id)
    said = _("You are in line for the shift %(shift)s. A free seat is offered to the first.", shift=shift)
    return _answer(said, shift_id, "info")


@bp.post("/shifts/<id:shift_id>/confirm")
@needs(Permission.SHIFT_CLAIM)
def confirm(shift_id):
    try:
        turn = actions.confirm(current_user.id, shift_id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    return _answer(_("Thank you. We noted that you will be there: %(shift)s.", shift=which_shift(turn)), shift_id)


@bp.post("/shifts/<id:shift_id>/leave")
@needs(Permission.SHIFT_CLAIM)
def leave(shift_id):
    try:
        turn = actions.leave(current_user.id, shift_id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    return _answer(_("You are off the shift %(shift)s.", shift=which_shift(turn)), shift_id, "info")
