"""Offers that end without a seat going over: declined, withdrawn, lapsed."""

from sqlalchemy import or_, select, update

from app.core.clock import now
from app.core.db import action, db
from app.core.events import Event, announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.messages.minute import every_minute
from app.shifts.models import Shift
from app.signups.actions.sign_up import EVERYWHERE
from app.swaps.events import SwapDeclined, SwapLapsed, SwapWithdrawn
from app.swaps.models import DECLINED, LAPSED, OPEN, WITHDRAWN, SwapOffer
from app.swaps.queries import Offer, offer_by_id, offers_due
from app.swaps.rules import SwapAnswer, may_end

from .writing import about, end_offer, told


@action
def decline(offer_id: int, user_id: int, reach: Reach = EVERYWHERE) -> None:
    """Say no to an offer made to oneself. Refused: ENDED, LAPSED."""
    offer = offer_by_id(offer_id)
    if offer is None or offer.to_user_id != user_id or not reach.covers(offer.ward_id):
        raise LookupError(f"offer {offer_id}")
    _end(offer, DECLINED, SwapDeclined, user_id)


@action
def withdraw(offer_id: int, user_id: int, reach: Reach = EVERYWHERE, staff: Reach | None = None) -> None:
    """Take one's own offer back; staff, within their reach, anybody's. Refused: ENDED, LAPSED."""
    offer = offer_by_id(offer_id)
    mine = offer is not None and offer.user_id == user_id and reach.covers(offer.ward_id)
    if not mine and not (offer and staff and staff.covers(offer.ward_id)):
        raise LookupError(f"offer {offer_id}")
    _end(offer, WITHDRAWN, SwapWithdrawn, user_id)


def _end(offer: Offer, state: str, kind: type[Event], by: int) -> None:
    _lock(offer.shift_ids)
    answer = may_end(offer, now())
    if answer in (SwapAnswer.ENDED, SwapAnswer.LAPSED):
        raise Refused(answer)
    end_offer(offer, state, by)
    announce(kind(ward_id=offer.ward_id, subject_id=offer.id, by=by, after=told(offer)))


def _lock(shift_ids: list[int]) -> None:
    db.session.execute(select(Shift.id).where(Shift.id.in_(shift_ids)).order_by(Shift.id).with_for_update())


def _lapse(*where) -> list[Event]:
    """The open offers that match have lapsed."""
    rows = db.session.execute(
        update(SwapOffer)
        .where(SwapOffer.state == OPEN, *where)
        .values(state=LAPSED, ended_at=now())
        .returning(
            SwapOffer.id,
            SwapOffer.ward_id,
            SwapOffer.user_id,
            SwapOffer.shift_id,
            SwapOffer.to_user_id,
            SwapOffer.wanted_shift_id,
        )
        .execution_options(synchronize_session=False)
    ).all()
    return [
        SwapLapsed(
            ward_id=row.ward_id,
            subject_id=row.id,
            by=None,
            after=about(row.user_id, row.shift_id, row.to_user_id, row.wanted_shift_id),
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]


def lapse_with_seat(events: list[Event]) -> list[Event]:
    """Seats were left or taken off, or their shift was called off: what was offered with them or for them lapses."""
    ids = [event.subject_id for event in events if event.before.get("state") == "seated"]
    return _lapse(or_(SwapOffer.sign_up_id.in_(ids), SwapOffer.wanted_id.in_(ids))) if ids else []


@action
def lapse(offer_id: int, shift_ids: list[int]) -> None:
    _lock(shift_ids)
    for event in _lapse(SwapOffer.id == offer_id):
        announce(event)


@every_minute
def lapse_due() -> int:
    """For the job of every minute: write down that offers lapsed when a shift of theirs began. Returns how many."""
    due = offers_due()
    for offer_id, shift_ids in due:
        lapse(offer_id, shift_ids)
    return len(due)
