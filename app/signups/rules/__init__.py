"""Rules about seats in plain values; the button and the verb ask the same."""

from .answers import LINE, YIELDING, Answer, LeaveAnswer
from .coming import ASKED_FROM, asked_to_come
from .duty import AROUND, Person, barred, opening, too_close
from .need import need, usual_point
from .offers import deadline
from .seats import SEATED, WAITING, clash, free_seats, may_leave, may_take, stands_against

__all__ = [
    "AROUND",
    "ASKED_FROM",
    "LINE",
    "SEATED",
    "WAITING",
    "YIELDING",
    "Answer",
    "LeaveAnswer",
    "Person",
    "asked_to_come",
    "barred",
    "clash",
    "deadline",
    "free_seats",
    "may_leave",
    "may_take",
    "need",
    "opening",
    "stands_against",
    "too_close",
    "usual_point",
]
