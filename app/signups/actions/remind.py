"""What is answered to a reminder."""

from sqlalchemy.engine import Row

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.events import Confirmed
from app.signups.models import SEATED
from app.signups.rules import LeaveAnswer

from .seats import confirm_seat
from .sign_up import EVERYWHERE, found


@asked_again
@action
def confirm(user_id: int, shift_id: int, reach: Reach = EVERYWHERE) -> Row:
    """ "I will be there". Returns the shift. Refused: NOT_ON_IT, OVER. Said twice it is said once."""
    where = found(shift_id, user_id, reach)
    if where.already != SEATED:
        raise Refused(LeaveAnswer.NOT_ON_IT)
    if where.turn.ends_at <= now():
        raise Refused(LeaveAnswer.OVER)
    if confirm_seat(where.sign_up_id):
        after = {"shift": shift_id, "user": user_id}
        announce(
            Confirmed(
                ward_id=where.turn.ward_id, subject_id=where.sign_up_id, by=user_id, after=after, turn=where.turn
            )
        )
    return where.turn
