"""Reading attendance, always inside somebody's reach."""

from .own import Own, not_gone, own_attendance
from .point import Desk, open_at_point, shift_desk
from .rows import LONGEST_OUT, attendance_columns, times_of
from .sheets import Line, Sheet, day_sheets, no_shows, sheet_of
from .unsettled import unsettled

__all__ = [
    "LONGEST_OUT",
    "Desk",
    "Line",
    "Own",
    "Sheet",
    "attendance_columns",
    "day_sheets",
    "no_shows",
    "not_gone",
    "open_at_point",
    "own_attendance",
    "sheet_of",
    "shift_desk",
    "times_of",
    "unsettled",
]
