"""Staff put people on shifts and take them off, each time with a reason."""

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.queries import facts
from app.signups.rules import YIELDING, Answer, LeaveAnswer, free_seats, may_leave

from .sign_up import EVERYWHERE, answer_to, found, free_place, sit_down

OF_A_PERSON = {
    Answer.OVERLAP: Answer.PERSON_BUSY,
    Answer.ALREADY_ON_IT: Answer.PERSON_ON_IT,
    Answer.WAITLIST: Answer.STAFF_FULL,
    Answer.ALREADY_IN_LINE: Answer.STAFF_FULL,
}


@asked_again
@action
def put_on(
    user_id: int, shift_id: int, reason: str, by: int | None, reach: Reach = EVERYWHERE, override: bool = False
) -> None:
    """Give a seat to somebody of the ward, until the shift is over. Refused with an Answer.

    With ``override`` the rules of YIELDING give way to the written reason; the trail tells which one did.
    """
    where = found(shift_id, user_id, reach)
    if not where.turn.on_roster:
        raise Refused(Answer.NOT_IN_WARD)
    answer = answer_to(where, staff=True)
    if answer in YIELDING and override and free_seats(where.turn, lead=True) > 0:
        return sit_down(where, user_id, by=by, reason=reason, overrode=answer.name.lower())
    if answer not in (Answer.YES, Answer.OFFERED):
        raise Refused(OF_A_PERSON.get(answer, answer), **facts(answer, where))
    return sit_down(where, user_id, by=by, reason=reason)


@asked_again
@action
def take_off(user_id: int, shift_id: int, reason: str, by: int | None, reach: Reach = EVERYWHERE) -> None:
    """Free somebody's seat or place in line; the line moves up. Refused: PERSON_NOT_ON_IT, OVER."""
    where = found(shift_id, user_id, reach)
    answer = may_leave(where.turn, where.limits, now(), where.already, staff=True)
    if answer is not LeaveAnswer.YES:
        raise Refused(LeaveAnswer.PERSON_NOT_ON_IT if answer is LeaveAnswer.NOT_ON_IT else answer)
    free_place(where, user_id, by=by, reason=reason)
