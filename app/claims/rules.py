"""Rules about a team's seats, in plain values."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Protocol

from app.campaigns.rules.limits import Limits
from app.core.reasons import Reason
from app.core.text import N_
from app.signups.rules import LINE, Answer, Person, free_seats, may_take, opening

MOST = 30


class ClaimAnswer(Reason):
    YES = N_("The team can have these seats.")
    TOO_MANY = N_("Only %(free)s seats are free for teams.")
    NONE_FREE = N_("No seat of this shift is free for a team.")
    NOT_OPEN = N_("Sign-up for this shift opens %(opens)s.")
    TOO_LATE = N_("Seats could be taken for a team until %(until)s. People can still sign up themselves.")
    STARTED = N_("This shift has begun.")
    CANCELLED = N_("This shift is cancelled.")
    CLOSED = N_("This campaign is closed.")
    NONE_LEFT = N_("The team has no unnamed seat left in this shift.")
    FELL_BACK = N_("Names could be given until %(until)s. The unnamed seats are now open to everyone.")
    NOT_IN_TEAM = N_("This person is not in the team.")
    KEPT = N_("A seat of this shift is kept for this person already.")


class MemberAnswer(Reason):
    """What speaks against naming somebody, said beside the name."""

    NO_REST = N_("would have too little rest: is on duty %(hours)s")
    DAY_FULL = N_("would have more than %(most)s hours of duty that day")
    WEEK_FULL = N_("would have more than %(most)s hours of duty that week")
    TOO_YOUNG = N_("is younger than %(age)s")
    NEEDS_SKILL = N_("does not have the skill: %(skill)s")


OF_A_MEMBER = {Answer[one.name]: one for one in MemberAnswer}


class Turn(Protocol):
    """What these rules look at in a shift, besides what the rules of seats do."""

    starts_at: datetime
    cancelled_at: datetime | None
    closed_at: datetime | None


def naming_ends(turn: Turn, limits: Limits) -> datetime:
    """From then on (half-open) unnamed seats are everyone's."""
    return turn.starts_at - timedelta(minutes=limits.naming_minutes)


def may_claim(turn: Turn, limits: Limits, seats: int, now: datetime) -> ClaimAnswer:
    """Whether a team may have so many seats more: of those that are free for anybody, leads or not."""
    if turn.cancelled_at is not None:
        return ClaimAnswer.CANCELLED
    if turn.closed_at is not None:
        return ClaimAnswer.CLOSED
    if turn.starts_at <= now:
        return ClaimAnswer.STARTED
    opens = opening(turn, limits)
    if opens is not None and now < opens:
        return ClaimAnswer.NOT_OPEN
    if naming_ends(turn, limits) <= now:
        return ClaimAnswer.TOO_LATE
    free = free_seats(turn, lead=False)
    if free <= 0:
        return ClaimAnswer.NONE_FREE
    return ClaimAnswer.TOO_MANY if seats > free else ClaimAnswer.YES


def may_name(turn: Turn, unnamed: int, until: datetime, now: datetime) -> ClaimAnswer:
    """Whether names can still be given for a claim, or seats given back."""
    if turn.cancelled_at is not None:
        return ClaimAnswer.CANCELLED
    if turn.closed_at is not None:
        return ClaimAnswer.CLOSED
    if until <= now:
        return ClaimAnswer.FELL_BACK
    return ClaimAnswer.YES if unnamed > 0 else ClaimAnswer.NONE_LEFT


def may_be_named(
    turn, limits: Limits, person: Person, now: datetime, already: str | None, offered_until: datetime | None = None
) -> Reason:
    """Whether somebody of the team can have one of its unnamed seats: the rules of everybody, with that seat free."""
    free = SimpleNamespace(**dict(turn._mapping) | {"seats_held": turn.seats_held - 1})
    answer = may_take(free, limits, person, now, already, offered_until)
    if answer is Answer.OFFERED:
        return ClaimAnswer.KEPT
    # The team's seat is no seat for leads; those still kept for them are not in its way.
    if answer is Answer.YES or answer in LINE or answer is Answer.ALREADY_IN_LINE:
        return ClaimAnswer.YES
    return answer
