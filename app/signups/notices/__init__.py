"""Telling people about seats."""

from .places import tell_moved, tell_point_changed
from .reminders import remind, reminder_is_over
from .seats import offer_is_over, tell_given, tell_lapsed, tell_left, tell_offered, tell_promoted

__all__ = [
    "offer_is_over",
    "remind",
    "reminder_is_over",
    "tell_given",
    "tell_lapsed",
    "tell_left",
    "tell_moved",
    "tell_offered",
    "tell_point_changed",
    "tell_promoted",
]
