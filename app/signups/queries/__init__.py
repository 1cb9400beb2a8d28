"""Reading shifts together with who is on them."""

from .board import board_rows, held_between, rows_beside, short_days, whole_campaign
from .columns import TURN
from .coming import coming_at, coming_in
from .facts import line_of, lines_of, person_of, with_facts
from .mine import seats_in_campaign, shifts_of
from .open import open_beside, open_shifts
from .reasons import facts, facts_of
from .remind import due_reminders
from .turn import Seat, Standing, people_on, roster_names, seat_in_the_way, standing

__all__ = [
    "TURN",
    "Seat",
    "Standing",
    "board_rows",
    "coming_at",
    "coming_in",
    "due_reminders",
    "facts",
    "facts_of",
    "held_between",
    "line_of",
    "lines_of",
    "open_beside",
    "open_shifts",
    "people_on",
    "person_of",
    "roster_names",
    "rows_beside",
    "seat_in_the_way",
    "seats_in_campaign",
    "shifts_of",
    "short_days",
    "standing",
    "whole_campaign",
    "with_facts",
]
