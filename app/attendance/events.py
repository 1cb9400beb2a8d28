"""What happens to attendance. Subjects are marks; ``after`` holds the shift, the person, the state and, once the
person has gone, the minutes inside of the shift."""

from dataclasses import dataclass
from typing import Any

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CheckedIn(Event):
    action = "attendance.checked_in"


@dataclass(frozen=True, kw_only=True)
class CheckedOut(Event):
    action = "attendance.checked_out"


@dataclass(frozen=True, kw_only=True)
class AttendanceMarked(Event):
    """By hand. ``turn`` (the shift as a row: id, point, starts_at, ends_at) is for those who tell people of it; it is
    not part of the trail."""

    action = "attendance.marked"
    turn: Any = None


@dataclass(frozen=True, kw_only=True)
class CheckOutForgotten(Event):
    """The rule closed it at the shift's end."""

    action = "attendance.forgotten"


@dataclass(frozen=True, kw_only=True)
class ShiftMissed(Event):
    """The rule says so, nobody else said anything."""

    action = "attendance.missed"
