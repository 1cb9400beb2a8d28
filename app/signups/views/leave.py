"""Before a seat, an offer or a place in line is given up: what happens then, and the other ways out."""

from flask import request, url_for

from app.campaigns.here import speak_of
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.web import go, page, safe_next
from app.core.words import say
from app.signups.models import SEATED
from app.signups.rules import LeaveAnswer, may_leave

from . import bp
from .shift import found


@bp.get("/shifts/<id:shift_id>/leave")
@needs(Permission.SHIFT_CLAIM)
def leave_question(shift_id):
    """Asks before the seat is given up. Whoever has none there is led to the page of the shift."""
    where = found(shift_id, Permission.SHIFT_CLAIM)
    answer = may_leave(where.turn, where.limits, now(), where.already)
    if answer is LeaveAnswer.NOT_ON_IT:
        return go(url_for("signups.shift", shift_id=shift_id))
    offered = where.offered_until is not None and where.offered_until > now()
    what = "seat" if where.already == SEATED else "offer" if offered else "line"
    return ask_to_leave(where, what, url_for("signups.leave", shift_id=shift_id), answer)


def ask_to_leave(where, what: str, action: str, answer: LeaveAnswer):
    """The question whether ``what`` ("seat", "offer", "line" or "late") is given up; its form posts to ``action``.
    Where ``answer`` is no yes, its sentence stands instead of the form."""
    speak_of(where.turn.campaign_id)
    back = safe_next(request.args.get("next"), url_for("signups.shift", shift_id=where.turn.id))
    return page(
        "signups/leave.html",
        turn=where.turn,
        what=what,
        action=action,
        back=back,
        why="" if answer is LeaveAnswer.YES else say(answer, hours=f"{where.limits.leave_minutes / 60:g}"),
        waits=where.turn.in_line,
    )
