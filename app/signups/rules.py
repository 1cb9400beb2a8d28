"""Rules about seats: who may take one, who may leave, in plain values. The button and the verb ask the same."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from app.core.reasons import Reason
from app.core.text import N_

SEATED, WAITING = "seated", "waiting"


class Turn(Protocol):
    """What the rules look at in a shift; instants in UTC, a cancelled shift and a closed campaign have a time."""

    starts_at: datetime
    ends_at: datetime
    max_heads: int
    cancelled_at: datetime | None
    closed_at: datetime | None


class Interval(Protocol):
    """A seat that somebody holds, half-open."""

    starts_at: datetime
    ends_at: datetime


class Answer(Reason):
    YES = N_("This shift can be taken.")
    WAITLIST = N_("This shift is full. You can stand in line: a seat that comes free goes to the first.")
    FULL = N_("This shift has just become full. You can stand in line for it instead.")
    ALREADY_ON_IT = N_("You are on this shift already.")
    ALREADY_IN_LINE = N_("You are in line for this shift already.")
    OVERLAP = N_("You have the shift %(hours)s at %(point)s on %(day)s. Leave it first, or choose another shift.")
    STARTED = N_("This shift has begun, it can't be taken any more.")
    CANCELLED = N_("This shift is cancelled.")
    CLOSED = N_("This campaign is closed.")
    NOT_IN_WARD = N_("This person is not on the roster of the ward.")
    PERSON_BUSY = N_("This person has the shift %(hours)s at %(point)s on %(day)s.")
    PERSON_ON_IT = N_("This person is on this shift already.")
    STAFF_FULL = N_("This shift is full. Raise its number of seats or take somebody off first.")


class LeaveAnswer(Reason):
    YES = N_("This shift can be left.")
    NOT_ON_IT = N_("You are not on this shift any more.")
    STARTED = N_("This shift has begun. Ask your secretary if you can't stay.")
    OVER = N_("This shift is over.")
    PERSON_NOT_ON_IT = N_("This person is not on this shift any more.")


def clash(turn: Turn, mine: Iterable[Interval]):
    """The first of one's seats that overlaps this shift, or None."""
    for seat in mine:
        if seat.starts_at < turn.ends_at and seat.ends_at > turn.starts_at:
            return seat
    return None


def may_join(
    turn: Turn,
    now: datetime,
    seats_taken: int,
    mine: Iterable[Interval],
    already: str | None,
    staff: bool = False,
) -> Answer:
    """Whether a person may take a seat (YES) or a place in line (WAITLIST), or why neither.

    ``mine`` are the person's seats in other shifts, ``already`` the state in this one ("seated", "waiting" or
    None). Staff may still put somebody on a shift that has begun, until its end.
    """
    if turn.cancelled_at is not None:
        return Answer.CANCELLED
    if turn.closed_at is not None:
        return Answer.CLOSED
    if (turn.ends_at if staff else turn.starts_at) <= now:
        return Answer.STARTED
    if already == SEATED:
        return Answer.ALREADY_ON_IT
    if clash(turn, mine) is not None:
        return Answer.OVERLAP
    if seats_taken < turn.max_heads:
        return Answer.YES
    return Answer.ALREADY_IN_LINE if already == WAITING else Answer.WAITLIST


def may_leave(turn: Turn, now: datetime, already: str | None, staff: bool = False) -> LeaveAnswer:
    """A place in line can be given up at any time, a seat until the shift begins (by staff until its end)."""
    if already is None:
        return LeaveAnswer.NOT_ON_IT
    if already == SEATED and (turn.ends_at if staff else turn.starts_at) <= now:
        return LeaveAnswer.OVER if staff else LeaveAnswer.STARTED
    return LeaveAnswer.YES
