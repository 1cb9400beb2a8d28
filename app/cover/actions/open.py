"""Somebody can't come: the seat is free again, and whoever plans the shifts looks for somebody else."""

from sqlalchemy.engine import Row

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.cover.events import CoverOpened, about
from app.signups.actions.sign_up import EVERYWHERE, found, free_place
from app.signups.models import SEATED
from app.signups.rules import LeaveAnswer, may_leave


@asked_again
@action
def open_cover(user_id: int, shift_id: int, reach: Reach = EVERYWHERE) -> Row:
    """ "I can't come": leave the seat, after the campaign's deadline too, until the shift begins.

    The line moves up, those who plan the shifts are told. Returns the shift. Refused with a LeaveAnswer
    (NOT_ON_IT, STARTED); LookupError outside of the reach.
    """
    where = found(shift_id, user_id, reach)
    if where.already != SEATED:
        raise Refused(LeaveAnswer.NOT_ON_IT)
    allowed = may_leave(where.turn, where.limits, now(), where.already)
    if allowed not in (LeaveAnswer.YES, LeaveAnswer.TOO_LATE):
        raise Refused(allowed)
    free_place(where, user_id, by=user_id)
    turn = where.turn
    announce(
        CoverOpened(
            ward_id=turn.ward_id,
            subject_id=where.sign_up_id,
            by=user_id,
            after={"shift": shift_id, "user": user_id},
            about=about(turn) | {"taken": turn.seats_taken - 1, "least": turn.min_heads},
        )
    )
    return turn
