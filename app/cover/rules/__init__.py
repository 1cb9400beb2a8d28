"""Rules about cover in plain values."""

from .answers import OF_THE_SHIFT, AskAnswer, ReplyAnswer
from .asks import LATELY, MOST_AT_ONCE, became, closed_to_all, may_ask, turn_of
from .strength import LATE, SOON, UNDER, left_late, missing, strength, urgency, wants_people

__all__ = [
    "LATE",
    "LATELY",
    "MOST_AT_ONCE",
    "OF_THE_SHIFT",
    "SOON",
    "UNDER",
    "AskAnswer",
    "ReplyAnswer",
    "became",
    "closed_to_all",
    "left_late",
    "may_ask",
    "missing",
    "strength",
    "turn_of",
    "urgency",
    "wants_people",
]
