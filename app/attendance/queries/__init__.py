"""Reading attendance, always inside somebody's reach."""

from .own import Own, own_attendance
from .point import Desk, open_at_point, shift_desk
from .sheets import Line, Sheet, day_sheets, no_shows, sheet_of
from .unsettled import unsettled

__all__ = [
    "Desk",
    "Line",
    "Own",
    "Sheet",
    "day_sheets",
    "no_shows",
    "open_at_point",
    "own_attendance",
    "sheet_of",
    "shift_desk",
    "unsettled",
]
