"""Checking in and out by a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.attendance.events import CheckedIn, CheckedOut
from app.attendance.queries import Own, own_attendance
from app.attendance.rules import (
    CODE,
    IN,
    OUT,
    Attendance,
    CheckAnswer,
    Mark,
    Times,
    arrival_at,
    instant_of,
    may_check,
    minute_of,
    minute_of_digits,
    minute_of_link,
)
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.core.words import moment as said_moment

from .writing import keep, row_of, told

NOWHERE = Reach()
REPEATED = (CheckAnswer.ALREADY_IN, CheckAnswer.ALREADY_OUT)


@dataclass(frozen=True)
class Checked:
    """Where the person stands now. ``new`` is False for a repeat, which wrote nothing."""

    attendance: Attendance
    new: bool


def time_of(code: str, shift_id: int, times: Times, keys: Sequence[bytes], moment: datetime) -> datetime | None:
    """When this code of the shift was shown, a link's or digits; None where it is none."""
    if code.isdigit():
        last = min(minute_of(moment), minute_of(times.settles))
        minute = minute_of_digits(keys, shift_id, code, minute_of(times.opens), last)
    else:
        minute = minute_of_link(keys, shift_id, code)
    return None if minute is None else instant_of(minute)


def answer_to(side: str, own: Own, at: datetime | None, moment: datetime, shows: Reach) -> tuple[CheckAnswer, dict]:
    """The rule's answer, and the facts of its sentence. ``shows``: where the person can show codes."""
    answer = may_check(
        side, own.turn, own.times, at, moment, own.seated, own.attendance, shows.covers(own.turn.ward_id)
    )
    return answer, {"moment": said_moment(own.times.shut)} if answer is CheckAnswer.TOO_LATE else {}


@asked_again
@action
def check(
    user_id: int, shift_id: int, side: str, code: str, keys: Sequence[bytes], reach: Reach, shows: Reach = NOWHERE
) -> Checked:
    """Check in (``side`` "in") or out ("out") with a code: what counts is the minute of the code. Nobody
    checks in where they can show codes themselves (``shows``).

    A repeat writes nothing. Two at once can't both write: the database lets one come and go by code only once.
    Raises LookupError outside of the reach and Refused(CheckAnswer).
    """
    moment = now()
    own = own_attendance(shift_id, user_id, reach, moment)
    if own is None:
        raise LookupError(f"shift {shift_id}")
    at = time_of(code, shift_id, own.times, keys, moment)
    answer, facts = answer_to(side, own, at, moment, shows)
    if answer in REPEATED:
        return Checked(own.attendance, new=False)
    if answer is not CheckAnswer.YES:
        raise Refused(answer, **facts)
    kind, event = (arrival_at(at, own.times), CheckedIn) if side == IN else (OUT, CheckedOut)
    mark = Mark(kind, at, CODE, moment, user_id)
    (mark_id,) = keep([row_of(own.turn, user_id, mark)]).values()
    after = own.after(mark, now=moment)
    announce(event(ward_id=own.turn.ward_id, subject_id=mark_id, by=user_id, after=told(own.turn, user_id, after)))
    return Checked(after, new=True)
