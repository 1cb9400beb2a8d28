"""Naming people of the team for its seats."""

from sqlalchemy import insert

from app.claims.events import PersonNamed
from app.claims.models import ClaimName
from app.claims.queries import facts, members_for
from app.claims.rules import ClaimAnswer, may_name
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.actions.seats import add, to_seat
from app.signups.actions.sign_up import EVERYWHERE
from app.signups.actions.staff import OF_A_PERSON
from app.signups.events import SeatTaken
from app.signups.models import SEATED

from .claim import change, locked


@asked_again
@action
def name(claim_id: int, user_id: int, by: int, reach: Reach = EVERYWHERE) -> None:
    """Give one of the team's unnamed seats to somebody of the team. Refused with a ClaimAnswer or an Answer."""
    one, where = locked(claim_id, by, reach)
    turn = where.turn
    answer = may_name(turn, one.unnamed, one.until, now())
    if answer is not ClaimAnswer.YES:
        raise Refused(answer, **facts(answer, where))
    member = next(iter(members_for(turn, where.limits, one.team_id, only=user_id)), None)
    if member is None:
        raise Refused(ClaimAnswer.NOT_IN_TEAM)
    if member.answer is not ClaimAnswer.YES:
        raise Refused(OF_A_PERSON.get(member.answer, member.answer), **facts(member.answer, where, member.person))
    # The promise goes before the seat comes: never both at once.
    change(claim_id, unnamed=-1)
    seat = _seat(turn, member, by, claim_id)
    db.session.execute(insert(ClaimName), {"sign_up_id": seat.subject_id, "claim_id": claim_id})
    after = {"shift": turn.id, "team": one.team_id, "user": user_id}
    announce_all([PersonNamed(ward_id=turn.ward_id, subject_id=claim_id, by=by, after=after), seat])


def _seat(turn, member, by: int, claim_id: int) -> SeatTaken:
    if member.sign_up_id is None:
        return add(turn, member.id, SEATED, by=by, lead=member.person.lead, claim=claim_id)
    to_seat([member.sign_up_id], member.person.lead)
    after = {"shift": turn.id, "user": member.id, "claim": claim_id}
    return SeatTaken(ward_id=turn.ward_id, subject_id=member.sign_up_id, by=by, after=after, turn=turn)
