"""How well a shift is manned, and which ones need somebody first."""

from datetime import datetime, timedelta
from typing import Protocol

SOON = timedelta(days=7)
# Whoever leaves a seat later than this before the start leaves a hole that must be filled at once.
LATE = timedelta(hours=36)
OFF, OVER, NOBODY, SHORT, PROMISED, ENOUGH, FULL = "off", "over", "nobody", "short", "promised", "enough", "full"
UNDER = frozenset({NOBODY, SHORT, PROMISED})


class Manned(Protocol):
    """What these rules look at in a shift."""

    id: int
    starts_at: datetime
    ends_at: datetime
    min_heads: int
    max_heads: int
    seats_taken: int
    seats_held: int
    cancelled_at: datetime | None


def missing(shift: Manned) -> int:
    """How many people it has too few. A seat that is held for somebody is nobody's yet."""
    return max(0, shift.min_heads - shift.seats_taken)


def strength(shift: Manned, now: datetime) -> str:
    """ "promised": too few, but enough if all for whom a seat is held say yes."""
    if shift.cancelled_at is not None:
        return OFF
    if shift.ends_at <= now:
        return OVER
    few = missing(shift)
    if few:
        if shift.seats_held >= few:
            return PROMISED
        return SHORT if shift.seats_taken else NOBODY
    return FULL if shift.seats_taken >= shift.max_heads else ENOUGH


def wants_people(shift: Manned, now: datetime, within: timedelta = SOON) -> bool:
    """Whether it has too few people, has not begun, and begins in this time (half-open)."""
    return shift.cancelled_at is None and now < shift.starts_at < now + within and missing(shift) > 0


def left_late(left_at: datetime, starts_at: datetime) -> bool:
    return starts_at - LATE <= left_at


def urgency(shift: Manned, late: int) -> tuple:
    """The order of shifts that want people: those that somebody left late, then by their start, then by how many are
    missing."""
    return late == 0, shift.starts_at, -missing(shift), shift.id
