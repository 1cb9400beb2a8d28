"""Rules about seats: who may take one, who may leave, in plain values. The button and the verb ask the same."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, Protocol

from app.campaigns.rules.limits import Limits

from .answers import Answer, LeaveAnswer
from .duty import Duty, Person, barred
from .duty import Turn as DutyTurn

SEATED, WAITING = "seated", "waiting"


class Turn(DutyTurn, Protocol):
    """What the rules look at in a shift; instants in UTC, a cancelled shift and a closed campaign have a time."""

    max_heads: int
    seats_taken: int
    seats_held: int
    lead_seats: int
    leads_taken: int
    cancelled_at: datetime | None
    closed_at: datetime | None


def clash(turn: Duty, mine: Iterable[Duty]):
    """The first of one's seats that overlaps this shift, or None."""
    for seat in mine:
        if seat.starts_at < turn.ends_at and seat.ends_at > turn.starts_at:
            return seat
    return None


def free_seats(turn: Turn, lead: bool) -> int:
    """Seats that are neither taken nor held for somebody; without those still kept for leads, unless one leads."""
    free = turn.max_heads - turn.seats_taken - turn.seats_held
    return free if lead else free - max(0, turn.lead_seats - turn.leads_taken)


def stands_against(turn: Turn, limits: Limits, person: Person, now: datetime) -> Answer | None:
    """What speaks against this person on this shift, whatever its seats: another one at that time, or ``barred``."""
    if clash(turn, person.duties) is not None:
        return Answer.OVERLAP
    return barred(turn, limits, person, now)


def may_take(
    turn: Turn,
    limits: Limits,
    person: Person,
    now: datetime,
    already: str | None = None,
    offered_until: datetime | None = None,
    staff: bool = False,
    against: Answer | Literal["ask"] | None = "ask",
) -> Answer:
    """Whether a person may take a seat (YES, OFFERED) or a place in line (LINE), or why neither.

    ``already`` is the state in this shift ("seated", "waiting" or None), ``offered_until`` how long a seat is held
    for who waits. Staff may still put somebody on a shift that has begun, until its end. ``against`` is the answer of
    ``stands_against`` where it is known already.
    """
    if turn.cancelled_at is not None:
        return Answer.CANCELLED
    if turn.closed_at is not None:
        return Answer.CLOSED
    if (turn.ends_at if staff else turn.starts_at) <= now:
        return Answer.STARTED
    if already == SEATED:
        return Answer.ALREADY_ON_IT
    if against == "ask":
        against = stands_against(turn, limits, person, now)
    if against is not None:
        return against
    if offered_until is not None and now < offered_until:
        return Answer.OFFERED
    if free_seats(turn, person.lead) > 0:
        return Answer.YES
    if already == WAITING:
        return Answer.ALREADY_IN_LINE
    return Answer.LEADS_ONLY if free_seats(turn, True) > 0 else Answer.WAITLIST


def may_leave(turn: Turn, limits: Limits, now: datetime, already: str | None, staff: bool = False) -> LeaveAnswer:
    """A place in line can be given up at any time, a seat until the campaign's deadline (by staff until its end)."""
    if already is None:
        return LeaveAnswer.NOT_ON_IT
    if already != SEATED:
        return LeaveAnswer.YES
    if (turn.ends_at if staff else turn.starts_at) <= now:
        return LeaveAnswer.OVER if staff else LeaveAnswer.STARTED
    if not staff and now > turn.starts_at - timedelta(minutes=limits.leave_minutes):
        return LeaveAnswer.TOO_LATE
    return LeaveAnswer.YES
