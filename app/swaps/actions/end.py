"""Offers that end without a seat going over: declined, withdrawn, lapsed."""

from sqlalchemy import select, update

from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce, announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.messages.minute import each, every_minute
from app.shifts.models import Shift
from app.signups.actions.sign_up import EVERYWHERE
from app.swaps.events import SwapDeclined, SwapEvent, SwapLapsed, SwapWithdrawn
from app.swaps.models import DECLINED, LAPSED, OPEN, WITHDRAWN, SwapOffer
from app.swaps.queries import Offer, Side, offer_by_id, offers_by_id, offers_due
from app.swaps.rules import SwapAnswer, may_end

from .writing import end_offer, event


@action
def decline(offer_id: int, user_id: int, reach: Reach = EVERYWHERE) -> Side:
    """Say no to an offer made to oneself. Returns the seat that was offered. Refused: ENDED, LAPSED."""
    offer = offer_by_id(offer_id)
    if offer is None or offer.to_user_id != user_id or not reach.covers(offer.ward_id):
        raise LookupError(f"offer {offer_id}")
    _end(offer, DECLINED, SwapDeclined, user_id)
    return offer.given


@action
def withdraw(offer_id: int, user_id: int, reach: Reach = EVERYWHERE, staff: Reach | None = None) -> Side:
    """Take one's own offer back; staff, within their reach, anybody's. Returns the seat. Refused: ENDED, LAPSED."""
    offer = offer_by_id(offer_id)
    mine = offer is not None and offer.user_id == user_id and reach.covers(offer.ward_id)
    if not mine and not (offer and staff and staff.covers(offer.ward_id)):
        raise LookupError(f"offer {offer_id}")
    _end(offer, WITHDRAWN, SwapWithdrawn, user_id)
    return offer.given


def _end(offer: Offer, state: str, kind: type[SwapEvent], by: int) -> None:
    _lock(offer.shift_ids)
    answer = may_end(offer, now())
    if answer in (SwapAnswer.ENDED, SwapAnswer.LAPSED):
        raise Refused(answer)
    end_offer(offer, state, by)
    announce(event(kind, offer, by))


def _lock(shift_ids: list[int]) -> None:
    db.session.execute(select(Shift.id).where(Shift.id.in_(shift_ids)).order_by(Shift.id).with_for_update())


@action
def lapse(offer_id: int, shift_ids: list[int]) -> None:
    """A shift of it has begun."""
    _lock(shift_ids)
    db.session.execute(
        update(SwapOffer)
        .where(SwapOffer.id == offer_id, SwapOffer.state == OPEN)
        .values(state=LAPSED, ended_at=now())
        .execution_options(synchronize_session=False)
    )


@every_minute
def lapse_due() -> int:
    """Write down which offers lapsed when a shift of theirs began, and announce all that lapsed: a trigger lets them
    lapse with a seat that is left. Returns how many were announced. Rules and pages need not wait for it."""
    try:
        each(lapse, offers_due())
    finally:
        told = _tell_lapsed()
    return told


@action
def _tell_lapsed() -> int:
    untold = (
        update(SwapOffer)
        .where(SwapOffer.state == LAPSED, SwapOffer.lapse_told.is_(False))
        .values(lapse_told=True)
        .returning(SwapOffer.id)
        .execution_options(synchronize_session=False)
    )
    ids = db.session.scalars(untold).all()
    if ids:
        announce_all([event(SwapLapsed, offer, None) for offer in offers_by_id(ids)])
    return len(ids)
