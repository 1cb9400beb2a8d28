"""Being asked: what waits for one's answer, and answering."""

from datetime import timedelta

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from app.campaigns.rules.limits import Limits
from app.core.clock import LOCAL, now
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import done, page, safe_next
from app.core.words import hours, plain_day, say
from app.cover import actions
from app.cover.queries import asks_of
from app.signups.models import SEATED
from app.signups.queries import facts_of, held_between
from app.signups.rules import LINE, Answer, LeaveAnswer, Person, clash, may_leave, may_take

from . import bp


@bp.get("/my/asks")
@needs(Permission.SHIFT_CLAIM)
def my_asks():
    rows = asks_of(current_user.id)
    held = []
    if rows:
        days = [row.day for row in rows]
        held = held_between(current_user.id, min(days), max(days) + timedelta(days=1))
    return page("cover/asks.html", parts=("asks",), asks=[_seen(row, held) for row in rows])


def _seen(row, held) -> dict:
    """One ask as its person sees it: ``button`` is "yes", "line" or nothing, ``why`` says why."""
    seats = tuple(one for one in held if one.state == SEATED and one.shift_id != row.id)
    me, limits = current_user, Limits.of(row)
    person = Person(seats, me.leads_in(row.ward_id), me.birth_year, row.skilled, me.id)
    answer = may_take(row, limits, person, now(), row.already, row.offered_until)
    takes, waits = answer in (Answer.YES, Answer.OFFERED), answer in LINE
    return {
        "id": row.id,
        "point": row.point,
        "day": row.starts_at.astimezone(LOCAL).date(),
        "hours": hours(row.starts_at, row.ends_at),
        "asker": row.asker,
        "button": "yes" if takes else "line" if waits else "",
        "why": "" if takes else _why(answer, row, limits, person),
    }


def _why(answer: Answer, row, limits: Limits, person: Person) -> str:
    if answer is Answer.OVERLAP:
        seat = clash(row, person.duties)
        return say(answer, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))
    return say(answer, **facts_of(answer, row, limits, person, row.offered_until, row.skill))


@bp.post("/shifts/<id:shift_id>/answer")
@needs(Permission.SHIFT_CLAIM)
def answer(shift_id):
    says = request.form.get("answer", "")
    wait = says == "line"
    try:
        state = actions.answer(
            current_user.id,
            shift_id,
            "yes" if wait else says,
            wait=wait,
            reach=current_user.reach(Permission.SHIFT_CLAIM),
        )
    except LookupError:
        abort(404)
    said = {
        "seated": _("The shift is yours. Thank you for helping out!"),
        "waiting": _("You are in line. If a seat comes free, the first in line gets it."),
        "no": _("Your answer is sent. That's no problem at all."),
    }
    return done(said[state], safe_next(request.form.get("next"), "/my/shifts"))


@bp.post("/shifts/<id:shift_id>/cannot-come")
@needs(Permission.SHIFT_CLAIM)
def cannot_come(shift_id):
    try:
        actions.open_cover(current_user.id, shift_id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    message = _("You are off this shift, and the planner knows. Thank you for telling us.")
    return done(message, safe_next(request.form.get("next"), "/my/shifts"), kind="info")


@adds("shift")
def cannot_come_any_more(turn, already) -> str:
    """On the page of one's own shift, once it is too late to leave it without a word."""
    if already != SEATED or turn.cancelled_at is not None:
        return ""
    if may_leave(turn, Limits.of(turn), now(), already) is not LeaveAnswer.TOO_LATE:
        return ""
    return Markup(render_template("cover/_cannot.html", id=turn.id))  # noqa: S704 (a template's own)


@adds("my_shifts")
def asks_on_my_shifts(rows) -> str:
    """A page that costs nothing more asks for what waits by itself; without scripts a link leads there."""
    if not current_user.waiting:
        return ""
    return Markup(render_template("cover/_waits.html"))  # noqa: S704 (a template's own)
