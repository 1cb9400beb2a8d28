"""Staff let a seat change hands at once, with a reason."""

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.actions.sign_up import EVERYWHERE
from app.signups.actions.staff import OF_A_PERSON
from app.signups.models import SEATED
from app.signups.queries import Standing
from app.swaps.events import SwapAccepted
from app.swaps.models import ACCEPTED
from app.swaps.queries import Candidate, able_people, facts, holder_of
from app.swaps.rules import SwapAnswer, may_offer

from .writing import about, pass_over, standings, write_offer


@asked_again
@action
def hand_over(
    user_id: int,
    shift_id: int,
    to_user_id: int | None,
    reason: str,
    by: int,
    reach: Reach = EVERYWHERE,
    wanted_id: int | None = None,
    override: bool = False,
) -> None:
    """Give somebody's seat to somebody else, or with ``wanted_id`` exchange the two, until the shift ends. Refused
    with a SwapAnswer or an Answer; ``override`` sets aside what staff may set aside."""
    wanted_shift = None
    if wanted_id is not None:
        other = holder_of(wanted_id)
        if other is None:
            raise Refused(SwapAnswer.THEIR_SEAT_GONE)
        to_user_id, wanted_shift = other.user_id, other.shift_id
    if to_user_id is None:
        raise Refused(SwapAnswer.NOBODY)
    if wanted_shift == shift_id:
        raise Refused(SwapAnswer.SAME_SHIFT)
    holders = {shift_id: user_id} | ({wanted_shift: to_user_id} if wanted_shift else {})
    found = standings(holders, reach)
    given, wanted = found[shift_id], found.get(wanted_shift)
    seated = given.already == SEATED
    answer = may_offer(user_id, to_user_id, seated, [where.turn.ends_at for where in found.values()], now())
    if wanted and (wanted.already != SEATED or wanted.sign_up_id != wanted_id):
        answer = SwapAnswer.THEIR_SEAT_GONE
    if answer is not SwapAnswer.YES:
        raise Refused(answer)
    how = {"staff": True, "override": override}
    sides = [(given, _able(given, user_id, to_user_id, wanted_shift, how))]
    if wanted:
        sides.append((wanted, _able(wanted, to_user_id, user_id, shift_id, how)))
    turn = given.turn
    offer_id = write_offer(
        ward_id=turn.ward_id,
        shift_id=shift_id,
        sign_up_id=given.sign_up_id,
        user_id=user_id,
        to_user_id=to_user_id,
        wanted_shift_id=wanted_shift,
        wanted_id=wanted_id,
        state=ACCEPTED,
        made_by=by,
        taker_id=to_user_id,
        ended_at=now(),
        ended_by=by,
        reason=reason,
    )
    after = about(user_id, shift_id, to_user_id, wanted_shift)
    done = SwapAccepted(ward_id=turn.ward_id, subject_id=offer_id, by=by, after=after, reason=reason)
    announce_all([done, *pass_over(offer_id, sides, by, reason)])


def _able(where: Standing, holder: int, taker: int, giving: int | None, how: dict) -> Candidate:
    one = next(iter(able_people(where.turn, where.limits, holder, only=taker, giving=giving, **how)), None)
    if one is None:
        raise Refused(SwapAnswer.NOT_IN_WARD)
    if one.answer is not SwapAnswer.YES:
        raise Refused(OF_A_PERSON.get(one.answer, one.answer), **facts(one.answer, where, one.person))
    return one
