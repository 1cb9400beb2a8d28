"""Who may have a seat that changes hands: the rules of the sign-ups, and the order of the line."""

from collections.abc import Sequence
from datetime import datetime

from app.campaigns.rules.limits import Limits
from app.core.reasons import Reason
from app.signups.rules import LINE, YIELDING, Answer, Person, deadline, may_take

from .answers import SwapAnswer
from .deal import freed, without


def may_pass(
    turn,
    limits: Limits,
    person: Person,
    now: datetime,
    already: str | None,
    offered_until: datetime | None,
    lead_seat: bool,
    giving: int | None = None,
    staff: bool = False,
    override: bool = False,
) -> Reason:
    """Whether a person may sit on somebody's seat in this shift, or why not. YES is ``SwapAnswer.YES``.

    ``lead_seat``: the seat is held by a lead now. ``giving``: the shift whose seat this person gives away for it.
    With ``override`` what staff may set aside is set aside.
    """
    answer = may_take(freed(turn, lead_seat), limits, without(person, giving), now, already, offered_until, staff)
    if override and answer in YIELDING:
        return SwapAnswer.YES
    if answer is Answer.OFFERED:
        return SwapAnswer.KEPT
    # A seat is free, the one that is given: only its being kept for leads can be in the way.
    if answer in LINE or answer is Answer.ALREADY_IN_LINE:
        return SwapAnswer.LEADS_ONLY
    return SwapAnswer.YES if answer is Answer.YES else answer


def first_asked(
    line: Sequence[int], user_id: int, limits: Limits, starts_at: datetime, made_at: datetime
) -> datetime | None:
    """From when somebody may take a seat that is offered to everyone able; None: from the beginning.

    ``line`` are the people in line who could take it, in order. They are asked first, one after the other, each with
    the time that an offer to the line has; after them it is open to all.
    """
    place = line.index(user_id) if user_id in line else len(line)
    if not place:
        return None
    return min(made_at + place * (deadline(limits, starts_at, made_at) - made_at), starts_at)
