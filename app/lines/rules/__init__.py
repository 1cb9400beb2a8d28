"""Rules of the lines, in plain values. Instants in UTC, intervals half-open: the end belongs to what follows."""

from .cover import AHEAD, Duty, Stretch, Why, ahead, gaps, just_ended, next_up, on_now, stretches
from .notes import LATE, LONGEST_NOTE, MOST_NOTES, NoteAnswer, may_confirm, may_hand_over, waits_for

__all__ = [
    "AHEAD",
    "LATE",
    "LONGEST_NOTE",
    "MOST_NOTES",
    "Duty",
    "NoteAnswer",
    "Stretch",
    "Why",
    "ahead",
    "gaps",
    "just_ended",
    "may_confirm",
    "may_hand_over",
    "next_up",
    "on_now",
    "stretches",
    "waits_for",
]
