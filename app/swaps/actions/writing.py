"""Writing offers, and the seats that go over. Locks: the shifts in the order of their ids, then the offer, then the
people (by trigger)."""

from sqlalchemy import text, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.actions.seats import add, to_left, to_seat
from app.signups.events import Left, SeatTaken
from app.signups.models import SEATED
from app.signups.queries import Standing, standing
from app.swaps.events import SwapEvent
from app.swaps.models import OPEN, SwapOffer
from app.swaps.queries import Candidate, Offer
from app.swaps.rules import SwapAnswer


def standings(holders: dict[int, int], reach: Reach) -> dict[int, Standing]:
    """Shifts (id -> who holds the seat there) locked in order, each with its holder's standing. Raises LookupError
    outside of the reach."""
    found = {}
    for shift_id in sorted(holders):
        where = standing(shift_id, holders[shift_id], reach, for_update=True)
        if where is None:
            raise LookupError(f"shift {shift_id}")
        found[shift_id] = where
    return found


def write_offer(**values) -> int | None:
    """The new offer's id; None where an open one of this seat is in the way."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(SwapOffer.__table__).values(made_at=now(), **values)
    if values.get("state", OPEN) == OPEN:
        # Said plainly: of a statement that is prepared, PostgreSQL does not know the index by a parameter.
        still = text("state = 'open'")
        statement = statement.on_conflict_do_nothing(index_elements=["sign_up_id"], index_where=still)
    return db.session.scalar(statement.returning(SwapOffer.__table__.c.id))


def end_offer(offer: Offer, state: str, by: int | None, **values) -> None:
    """An open offer ends; refused with ENDED where it did so meanwhile."""
    ended = (
        update(SwapOffer)
        .where(SwapOffer.id == offer.id, SwapOffer.state == OPEN)
        .values(state=state, ended_at=now(), ended_by=by, **values)
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(ended).rowcount != 1:
        raise Refused(SwapAnswer.ENDED)


def event(kind: type[SwapEvent], offer: Offer, by: int | None, **after) -> SwapEvent:
    """What happened to an offer."""
    wanted = offer.wanted and offer.wanted.at
    said = about(offer.user_id, offer.given.shift_id, offer.to_user_id, wanted and wanted.shift_id) | after
    place = {"ward_id": offer.ward_id, "subject_id": offer.id, "by": by}
    return kind(**place, after=said, given=offer.given.at, wanted=wanted)


def about(user_id: int, shift_id: int, to_user_id: int | None, wanted_shift_id: int | None) -> dict:
    after = {"shift": shift_id, "user": user_id, "to": to_user_id}
    return after | ({"other_shift": wanted_shift_id} if wanted_shift_id else {})


def pass_over(
    offer_id: int, sides: list[tuple[Standing, Candidate]], by: int | None = None, reason: str = ""
) -> list[Event]:
    """Each side's seat goes from its holder to the candidate. Nobody sits twice and no seat is counted twice: all
    seats are left before any is taken. ``by`` None: each person for their own part."""
    to_left([where.sign_up_id for where, _ in sides])
    events: list[Event] = []
    for where, _ in sides:
        holder = where.person.id
        after = {"shift": where.turn.id, "user": holder, "swap": offer_id}
        events.append(
            Left(
                ward_id=where.turn.ward_id,
                subject_id=where.sign_up_id,
                by=by or holder,
                before={"state": SEATED},
                after=after,
                reason=reason,
                turn=where.turn,
            )
        )
    for where, one in sides:
        events.append(_seat(where.turn, one, by or one.id, reason, offer_id))
    return events


def _seat(turn, one: Candidate, by: int, reason: str, offer_id: int) -> Event:
    if one.sign_up_id is None:
        return add(turn, one.id, SEATED, by=by, reason=reason, lead=one.person.lead, swap=offer_id)
    to_seat([one.sign_up_id], one.person.lead)
    after = {"shift": turn.id, "user": one.id, "swap": offer_id}
    place = {"ward_id": turn.ward_id, "subject_id": one.sign_up_id, "by": by}
    return SeatTaken(**place, after=after, reason=reason, turn=turn)
