"""Yes or no to being asked."""

from sqlalchemy import update

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.cover.events import CoverAnswered, about
from app.cover.models import NO, YES, Ask
from app.cover.queries import was_asked
from app.cover.rules import ReplyAnswer
from app.signups.actions.seats import add
from app.signups.actions.sign_up import EVERYWHERE, Taken, answer_to, found, sit_down
from app.signups.models import SEATED, WAITING
from app.signups.queries import Standing, facts
from app.signups.rules import LINE, Answer


@asked_again
@action
def answer(user_id: int, shift_id: int, says: str, wait: bool = False, reach: Reach = EVERYWHERE) -> Taken:
    """Answer the open ask of this person for this shift. The state is NO, SEATED, or with ``wait`` WAITING.

    A yes takes the seat by the rules of the sign-ups, in the same transaction; where they refuse, nothing is
    answered. LookupError for a shift outside of the reach, or for which this person was never asked.
    """
    if says not in (YES, NO):
        raise Refused(ReplyAnswer.NEITHER)
    where = found(shift_id, user_id, reach)
    given = (
        update(Ask)
        .where(Ask.shift_id == shift_id, Ask.user_id == user_id, Ask.answer.is_(None))
        .values(answer=says, answered_at=now())
        .returning(Ask.id, Ask.asked_by)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(given).one_or_none()
    if row is None:
        if was_asked(shift_id, user_id):
            raise Refused(ReplyAnswer.ANSWERED)
        raise LookupError(f"nobody asked {user_id} for shift {shift_id}")
    state = _no(where) if says == NO else _yes(where, user_id, wait)
    after = {"shift": shift_id, "user": user_id, "answer": says, "asked_by": row.asked_by}
    announce(
        CoverAnswered(ward_id=where.turn.ward_id, subject_id=row.id, by=user_id, after=after, about=about(where.turn))
    )
    return Taken(state, where.turn)


def _no(where: Standing) -> str:
    if where.already == SEATED:
        raise Refused(ReplyAnswer.ON_IT)
    if answer_to(where) in (Answer.STARTED, Answer.CANCELLED, Answer.CLOSED):
        raise Refused(answer_to(where))
    return NO


def _yes(where: Standing, user_id: int, wait: bool) -> str:
    if where.already == SEATED:
        return SEATED
    allowed = answer_to(where)
    if allowed in (Answer.YES, Answer.OFFERED):
        sit_down(where, user_id, by=user_id)
        return SEATED
    if wait and allowed is Answer.ALREADY_IN_LINE:
        return WAITING
    if wait and allowed in LINE:
        announce(add(where.turn, user_id, WAITING, by=user_id))
        return WAITING
    raise Refused(Answer.FULL if allowed is Answer.WAITLIST else allowed, **facts(allowed, where))
