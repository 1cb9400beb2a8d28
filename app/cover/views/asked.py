"""Being asked: what waits for one's answer, and answering. And saying that one can't come after all."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.rules.limits import Limits
from app.core.clock import LOCAL, now
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import done, go, safe_next
from app.core.words import hours, kept, long_day, plain_day, say, which_shift
from app.cover import actions
from app.cover.queries import asks_of
from app.signups.models import SEATED
from app.signups.queries import facts_of, standing
from app.signups.queries.turn import Held
from app.signups.rules import LINE, Answer, LeaveAnswer, Person, clash, may_leave, may_take
from app.signups.views.leave import ask_to_leave
from app.signups.views.requests import Choice, Request, adds_requests

from . import bp


@adds_requests
def asks_to_answer(rows) -> list[Request]:
    """The shifts for which the reader is asked; ``rows`` are their own sign-ups (``shifts_of``)."""
    return [_request(row, rows) for row in asks_of(current_user.id)]


def _request(row, rows) -> Request:
    seats = tuple(
        Held(one.id, one.starts_at, one.ends_at) for one in rows if one.state == SEATED and one.id != row.id
    )
    me, limits = current_user, Limits.of(row)
    person = Person(seats, me.leads_in(row.ward_id), me.birth_year, row.skilled, me.id)
    answer = may_take(row, limits, person, now(), row.already, row.offered_until)
    takes, to = answer in (Answer.YES, Answer.OFFERED), url_for("cover.answer", shift_id=row.id)
    choices = [Choice(_("No, I can't"), to, "no", quiet=True)]
    if takes:
        choices.insert(0, Choice(_("Yes, I take it"), to, "yes"))
    elif answer in LINE:
        choices.insert(0, Choice(_("Join the line"), to, "line"))
    return Request(
        starts_at=row.starts_at,
        shift_id=row.id,
        point=row.point,
        when=f"{hours(row.starts_at, row.ends_at)}, {long_day(row.starts_at.astimezone(LOCAL).date())}",
        says=_("%(name)s asks you", name=row.asker),
        choices=tuple(choices),
        why="" if takes else _why(answer, row, limits, person, rows),
    )


def _why(answer: Answer, row, limits: Limits, person: Person, rows) -> str:
    if answer is Answer.OVERLAP:
        held = clash(row, person.duties)
        seat = next(one for one in rows if one.id == held.shift_id)
        return say(answer, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))
    return say(answer, **facts_of(answer, row, limits, person, row.offered_until, row.skill))


@bp.post("/shifts/<id:shift_id>/answer")
@needs(Permission.SHIFT_CLAIM)
def answer(shift_id):
    says = request.form.get("answer", "")
    wait = says == "line"
    try:
        given = actions.answer(
            current_user.id,
            shift_id,
            "yes" if wait else says,
            wait=wait,
            reach=current_user.reach(Permission.SHIFT_CLAIM),
        )
    except LookupError:
        abort(404)
    shift = which_shift(given.turn)
    said = {
        "seated": _("You have the shift %(shift)s. Thank you for helping out!", shift=shift),
        "waiting": _("You are in line for the shift %(shift)s. A free seat is offered to the first.", shift=shift),
        "no": _("Your answer is sent: you can't take the shift %(shift)s. That's no problem at all.", shift=shift),
    }
    return done(said[given.state], safe_next(request.form.get("next"), "/my/shifts"))


@bp.get("/shifts/<id:shift_id>/cannot-come")
@needs(Permission.SHIFT_CLAIM)
def cannot_come_question(shift_id):
    """Asks before the seat is given up, also where it could still be left without telling anybody."""
    where = standing(shift_id, current_user.id, current_user.reach(Permission.SHIFT_CLAIM)) or abort(404)
    if where.already != SEATED:
        return go(url_for("signups.shift", shift_id=shift_id))
    answer = may_leave(where.turn, where.limits, now(), where.already)
    if answer is LeaveAnswer.TOO_LATE:
        answer = LeaveAnswer.YES
    return ask_to_leave(where, "late", url_for("cover.cannot_come", shift_id=shift_id), answer)


@bp.post("/shifts/<id:shift_id>/cannot-come")
@needs(Permission.SHIFT_CLAIM)
def cannot_come(shift_id):
    try:
        turn = actions.open_cover(current_user.id, shift_id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    message = _(
        "You are off the shift %(shift)s, and the planner knows. Thank you for telling us.",
        shift=which_shift(turn),
    )
    return done(message, safe_next(request.form.get("next"), "/my/shifts"), kind="info")


@adds("shift")
def cannot_come_any_more(turn, already) -> str:
    """On the page of one's own shift, once it is too late to leave it without a word."""
    if already != SEATED or turn.cancelled_at is not None:
        return ""
    if may_leave(turn, Limits.of(turn), now(), already) is not LeaveAnswer.TOO_LATE:
        return ""
    return kept("cover/_cannot.html", "link", turn.id)
