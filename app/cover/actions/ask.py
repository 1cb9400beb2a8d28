"""Asking people to take a seat."""

from collections.abc import Iterable

from sqlalchemy import insert

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.cover.events import CoverAsked, about
from app.cover.models import Ask
from app.cover.queries import Helper, facts_about, helpers
from app.cover.rules import MOST_AT_ONCE, AskAnswer, closed_to_all
from app.signups.actions.sign_up import EVERYWHERE
from app.signups.queries import standing


@asked_again
@action
def ask(
    shift_id: int, user_ids: Iterable[int], by: int, whom: Reach = EVERYWHERE, reach: Reach = EVERYWHERE
) -> tuple[list[Helper], list[Helper]]:
    """Ask these people to take a seat: (asked, those who could not be, with the reason as their ``answer``).

    ``whom`` covers the people who may be asked, ``reach`` the shift: LookupError outside of it. Refused where nobody
    could be asked: with the shift's own reason, or the first person's (``name`` tells whom it is about).
    """
    people = set(user_ids)
    if not people:
        raise Refused(AskAnswer.NOBODY)
    if len(people) > MOST_AT_ONCE:
        raise Refused(AskAnswer.TOO_MANY, most=MOST_AT_ONCE)
    where = standing(shift_id, by, reach, for_update=True)
    if where is None:
        raise LookupError(f"shift {shift_id}")
    turn, limits = where.turn, where.limits
    against = closed_to_all(turn, limits, now())
    if against is not None:
        raise Refused(against, **facts_about(against, turn, limits))
    found = helpers(turn, limits, whom, by, people)
    asked = [one for one in found if one.answer is AskAnswer.YES]
    others = [one for one in found if one.answer is not AskAnswer.YES]
    if not asked:
        if not others:
            raise Refused(AskAnswer.NOT_IN_REACH)
        first = others[0]
        raise Refused(first.answer, **facts_about(first.answer, turn, limits, first.person))
    values = {"ward_id": turn.ward_id, "shift_id": turn.id, "asked_by": by, "asked_at": now()}
    new = insert(Ask).returning(Ask.id, Ask.user_id)
    rows = db.session.execute(new, [{**values, "user_id": one.id} for one in asked]).all()
    place = about(turn)
    announce_all(
        [
            CoverAsked(
                ward_id=turn.ward_id,
                subject_id=row.id,
                by=by,
                after={"shift": turn.id, "user": row.user_id},
                about=place,
            )
            for row in sorted(rows)
        ]
    )
    return asked, others
