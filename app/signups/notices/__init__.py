"""Telling people about seats."""

from .reminders import remind
from .seats import offer_is_over, tell_given, tell_lapsed, tell_left, tell_offered, tell_promoted

__all__ = [
    "offer_is_over",
    "remind",
    "tell_given",
    "tell_lapsed",
    "tell_left",
    "tell_offered",
    "tell_promoted",
]
