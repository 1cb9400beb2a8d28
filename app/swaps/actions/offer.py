"""Offering a seat."""

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.actions.sign_up import EVERYWHERE, found
from app.signups.models import SEATED
from app.swaps.events import SeatAt, SwapOffered
from app.swaps.queries import able_people, exchanges, line_first
from app.swaps.rules import SwapAnswer, may_offer

from .writing import about, write_offer


@asked_again
@action
def offer_seat(
    user_id: int,
    shift_id: int,
    to_user_id: int | None = None,
    wanted_id: int | None = None,
    reach: Reach = EVERYWHERE,
) -> int:
    """Offer one's seat: to somebody, to everyone able (None), or for the seat ``wanted_id`` of somebody else. Returns
    the offer's id. Refused with a SwapAnswer, or with what the sign-ups' rules say of who is asked.

    The one asked must be somebody whose name the giver may read, and able to take the seat now; both are asked again
    when it is accepted.
    """
    where = found(shift_id, user_id, reach)
    turn, wanted = where.turn, None
    closed = turn.cancelled_at is not None or turn.closed_at is not None
    answer = may_offer(user_id, to_user_id, where.already == SEATED, [turn.starts_at], now(), cancelled=closed)
    if answer is not SwapAnswer.YES:
        raise Refused(answer)
    if wanted_id is not None:
        known = able_people(turn, where.limits, user_id, user_id)
        other = next((one for one in exchanges(where, user_id, known) if one.sign_up_id == wanted_id), None)
        if other is None:
            raise Refused(SwapAnswer.THEIR_SEAT_GONE)
        answer, to_user_id, wanted = other.answer, other.user_id, _at(other.turn)
    elif to_user_id is not None:
        one = next(iter(able_people(turn, where.limits, user_id, user_id, only=to_user_id)), None)
        answer = one.answer if one else SwapAnswer.NOT_LISTED
    if answer is not SwapAnswer.YES:
        raise Refused(SwapAnswer.PERSON_CANT if answer not in SwapAnswer else answer)
    offer_id = write_offer(
        ward_id=turn.ward_id,
        shift_id=turn.id,
        sign_up_id=where.sign_up_id,
        user_id=user_id,
        to_user_id=to_user_id,
        wanted_shift_id=wanted and wanted.shift_id,
        wanted_id=wanted_id,
        made_by=user_id,
    )
    if offer_id is None:
        raise Refused(SwapAnswer.ON_OFFER)
    announce(
        SwapOffered(
            ward_id=turn.ward_id,
            subject_id=offer_id,
            by=user_id,
            after=about(user_id, turn.id, to_user_id, wanted and wanted.shift_id),
            given=_at(turn),
            wanted=wanted,
            line=line_first(where, where.person.lead, now()) if to_user_id is None else (),
        )
    )
    return offer_id


def _at(turn) -> SeatAt:
    return SeatAt(turn.id, turn.point, turn.starts_at, turn.ends_at)
