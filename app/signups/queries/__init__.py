"""Reading shifts together with who is on them."""

from .board import board_rows, short_days, whole_campaign
from .mine import next_shifts_of, seats_of, shifts_of
from .turn import Standing, people_on, roster_names, standing

__all__ = [
    "Standing",
    "board_rows",
    "next_shifts_of",
    "people_on",
    "roster_names",
    "seats_of",
    "shifts_of",
    "short_days",
    "standing",
    "whole_campaign",
]
