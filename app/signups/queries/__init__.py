"""Reading shifts together with who is on them."""

from .board import board_rows, held_between, rows_beside, short_days, whole_campaign
from .mine import seats_in_campaign, shifts_of
from .turn import Seat, Standing, people_on, roster_names, seats_in, standing

__all__ = [
    "Seat",
    "Standing",
    "board_rows",
    "held_between",
    "people_on",
    "roster_names",
    "rows_beside",
    "seats_in",
    "seats_in_campaign",
    "shifts_of",
    "short_days",
    "standing",
    "whole_campaign",
]
