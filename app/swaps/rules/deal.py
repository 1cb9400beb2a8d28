"""Whether an offer of a seat may be made, answered, taken back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Protocol

from app.signups.rules import Person

from .answers import SwapAnswer

OPEN = "open"


class Deal(Protocol):
    """An offer with what stands behind it. ``starts_at`` and ``ends_at`` are the earlier start and end of its shifts;
    ``seated``: whoever offers still has the seat; ``other_seated``: so has the other one, or no seat is wanted."""

    state: str
    starts_at: datetime
    ends_at: datetime
    seated: bool
    other_seated: bool


def freed(turn, lead: bool) -> SimpleNamespace:
    """The shift as the rules should see it: one seat less taken, since it is about to change hands."""
    values = dict(vars(turn) if isinstance(turn, SimpleNamespace) else turn._mapping)
    return SimpleNamespace(
        **values | {"seats_taken": turn.seats_taken - 1, "leads_taken": turn.leads_taken - bool(lead)}
    )


def without(person: Person, shift_id: int | None) -> Person:
    """The person as the rules should see them: without the seat that they give away."""
    if shift_id is None:
        return person
    return replace(person, duties=tuple(duty for duty in person.duties if duty.shift_id != shift_id))


def may_offer(
    user_id: int,
    to_user_id: int | None,
    seated: bool,
    starts: Iterable[datetime],
    now: datetime,
    on_offer: bool = False,
    on_roster: bool = True,
    cancelled: bool = False,
) -> SwapAnswer:
    """Whether a seat may be offered (to None: to everyone able), until the earliest start."""
    if cancelled:
        return SwapAnswer.CANCELLED
    if not seated:
        return SwapAnswer.NOT_ON_IT
    if min(starts) <= now:
        return SwapAnswer.STARTED
    if to_user_id == user_id:
        return SwapAnswer.ONESELF
    if on_offer:
        return SwapAnswer.ON_OFFER
    return SwapAnswer.YES if on_roster else SwapAnswer.NOT_IN_WARD


def may_end(deal: Deal, now: datetime) -> SwapAnswer:
    """Whether an offer still stands: it is answered and withdrawn until the earlier start, half-open."""
    if deal.state != OPEN:
        return SwapAnswer.ENDED
    if deal.starts_at <= now:
        return SwapAnswer.LAPSED
    if not deal.seated:
        return SwapAnswer.NOT_ON_IT
    return SwapAnswer.YES if deal.other_seated else SwapAnswer.THEIR_SEAT_GONE
