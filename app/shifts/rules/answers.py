"""What may be done to shifts, and why not."""

from datetime import date, datetime

from app.campaigns.rules.answers import sizes_fit
from app.core.reasons import Reason
from app.core.text import N_

MOST_SHIFTS = 6000


class ShiftAnswer(Reason):
    YES = N_("This can be done.")
    CLOSED = N_("This campaign is closed. Open it again before you plan shifts.")
    OUTSIDE = N_("The days must lie within the campaign, and the last not before the first.")
    NOTHING = N_("Choose at least one point, one slot and one weekday.")
    TOO_MANY = N_("That would be %(count)s shifts; at most %(most)s can be planned at once. Choose fewer days.")
    SIZES = N_("The minimum and the leads must not be above the maximum.")
    MEANWHILE = N_("Something changed since the preview was made. Look at it again, then apply it.")
    CANCELLED = N_("This shift has been cancelled already.")
    OVER = N_("This shift is over.")
    BELOW_SEATS = N_("%(taken)s seats are taken or kept for somebody. The maximum can't be lower.")


def may_plan(
    closed: bool, starts_on: date, ends_on: date, first: date, last: date, count: int, sizes: tuple[int, int, int]
) -> ShiftAnswer:
    """``count`` is how many shifts the choice asks for, ``sizes`` are minimum, maximum and leads."""
    if closed:
        return ShiftAnswer.CLOSED
    if not starts_on <= first <= last <= ends_on:
        return ShiftAnswer.OUTSIDE
    if not sizes_fit(*sizes):
        return ShiftAnswer.SIZES
    if not count:
        return ShiftAnswer.NOTHING
    return ShiftAnswer.TOO_MANY if count > MOST_SHIFTS else ShiftAnswer.YES


def may_cancel(cancelled: bool, ends_at: datetime, now: datetime) -> ShiftAnswer:
    if cancelled:
        return ShiftAnswer.CANCELLED
    return ShiftAnswer.OVER if ends_at <= now else ShiftAnswer.YES


def may_resize(
    cancelled: bool, ends_at: datetime, now: datetime, taken: int, sizes: tuple[int, int, int]
) -> ShiftAnswer:
    """Never below the seats that are taken."""
    answer = may_cancel(cancelled, ends_at, now)
    if answer is not ShiftAnswer.YES:
        return answer
    if not sizes_fit(*sizes):
        return ShiftAnswer.SIZES
    return ShiftAnswer.BELOW_SEATS if sizes[1] < taken else ShiftAnswer.YES
