"""Who may check in or out with which code, and what may be marked by hand. Buttons and verbs ask the same."""

from datetime import datetime, timedelta
from typing import Protocol

from app.core.reasons import Reason
from app.core.text import N_

from .marks import ARRIVED, EXCUSED, HAND, IN, NO_SHOW, Attendance, Times

# A second look at the same screen is no leaving.
STAY = timedelta(minutes=5)


class Turn(Protocol):
    """What the rules look at in a shift, apart from its times."""

    cancelled_at: datetime | None
    closed_at: datetime | None


class CheckAnswer(Reason):
    YES = N_("You can check in.")
    ALREADY_IN = N_("You are checked in already.")
    ALREADY_OUT = N_("You are checked out already. If the time is wrong, ask your leader to correct it.")
    WRONG_CODE = N_("This is not a code for this shift. Check the screen at the point again, or ask your leader.")
    OVER = N_("This shift was over at the time of the code. Ask your leader to mark you present.")
    TOO_LATE = N_("Codes for this shift were accepted until %(moment)s. Ask your leader to mark you present.")
    NOT_ON_IT = N_("You have no seat in this shift. Ask the leader at the point to put you on it.")
    CANCELLED = N_("This shift is cancelled.")
    CLOSED = N_("This campaign is closed.")
    SETTLED = N_("Your leader has recorded something else for this shift. Ask them to correct it.")
    OWN_SCREEN = N_(
        "You can show this code yourself, so it doesn't check you in. Ask somebody else who takes attendance at the "
        "point, or your secretary, to mark you present."
    )
    NOT_IN = N_("You have not checked in yet. Check in first.")
    TOO_SOON = N_("You can check out once the shift has begun and you were there for 5 minutes.")
    TOO_MANY = N_("Too many codes were tried. Wait 5 minutes, or scan the QR code instead.")


def may_check(
    side: str,
    turn: Turn,
    times: Times,
    at: datetime | None,
    now: datetime,
    seated: bool,
    own: Attendance,
    shows: bool = False,
) -> CheckAnswer:
    """Whether somebody may check in ("in") or out ("out") with a code of the minute that begins ``at``.

    ``at`` None: it is no code of this shift. What counts is the code's minute, not when it is sent (``now``).
    ``shows``: they can open the page that shows it, so it says nothing about where they are. Out they may with it:
    who does not check out was there until the end.
    """
    if turn.cancelled_at is not None:
        return CheckAnswer.CANCELLED
    if turn.closed_at is not None:
        return CheckAnswer.CLOSED
    if at is None or at > now or not times.open_at(at):
        return CheckAnswer.WRONG_CODE
    if not seated:
        return CheckAnswer.NOT_ON_IT
    if now >= times.shut:
        return CheckAnswer.TOO_LATE
    if side == IN and shows and not own.arrived:
        return CheckAnswer.OWN_SCREEN
    return _in(times, at, own) if side == IN else _out(times, at, own)


def _in(times: Times, at: datetime, own: Attendance) -> CheckAnswer:
    if own.arrived:
        return CheckAnswer.ALREADY_IN
    if own.how == HAND:
        return CheckAnswer.SETTLED
    return CheckAnswer.YES if at < times.ends_at else CheckAnswer.OVER


def out_from(times: Times, own: Attendance) -> datetime:
    """From when somebody who has come can check out: the shift has begun, and they were there for a while."""
    return max(times.starts_at, own.came + STAY)


def _out(times: Times, at: datetime, own: Attendance) -> CheckAnswer:
    if not own.arrived:
        return CheckAnswer.SETTLED if own.how == HAND else CheckAnswer.NOT_IN
    if own.said_gone:
        return CheckAnswer.ALREADY_OUT
    return CheckAnswer.YES if at >= out_from(times, own) else CheckAnswer.TOO_SOON


class MarkAnswer(Reason):
    YES = N_("This can be recorded.")
    OWN = N_("You can't mark your own attendance. Use the code, or ask somebody else.")
    NOT_ON_IT = N_("This person has no seat in this shift. Put them on it first.")
    CANCELLED = N_("This shift is cancelled.")
    CLOSED = N_("This campaign is closed.")
    TOO_EARLY = N_("Attendance can be taken from %(moment)s.")
    NOT_BEGUN = N_("The shift has not begun: nobody can be absent yet.")
    TIMES = N_("The times must lie within the shift and before now, and leaving after coming.")
    OTHER_TEAM = N_(
        "This person belongs to another team and has an entry already. Their own team leader or the secretary "
        "corrects it."
    )
    NO_REASON = N_("Write why this is corrected: the first entry stays visible.")


def may_mark(
    turn: Turn,
    times: Times,
    now: datetime,
    seated: bool,
    own: Attendance,
    wanted: str,
    by_self: bool = False,
    reason: str = "",
    came: datetime | None = None,
    went: datetime | None = None,
    overrules: bool = False,
) -> MarkAnswer:
    """Whether this may be written down by hand. Whatever replaces an earlier word needs a reason. ``overrules``: it
    would replace somebody else's word about a person of another team."""
    if by_self:
        return MarkAnswer.OWN
    if turn.cancelled_at is not None:
        return MarkAnswer.CANCELLED
    if turn.closed_at is not None:
        return MarkAnswer.CLOSED
    if not seated:
        return MarkAnswer.NOT_ON_IT
    if wanted != EXCUSED and now < times.opens:
        return MarkAnswer.TOO_EARLY
    if wanted == NO_SHOW and now < times.starts_at:
        return MarkAnswer.NOT_BEGUN
    if wanted in ARRIVED and not _fit(times, now, came, went):
        return MarkAnswer.TIMES
    if overrules:
        return MarkAnswer.OTHER_TEAM
    return MarkAnswer.NO_REASON if own.how and not reason else MarkAnswer.YES


def _fit(times: Times, now: datetime, came: datetime | None, went: datetime | None) -> bool:
    latest = min(now, times.settles)
    if came is not None and not times.opens <= came <= max(latest, times.starts_at):
        return False
    return went is None or max(times.starts_at, came or times.starts_at) < went <= latest
