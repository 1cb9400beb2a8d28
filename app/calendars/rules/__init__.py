"""What a calendar tells, and how a campaign falls into weeks."""

from .feed import KEPT_PAST, TOLD_FOR, State, sequence_of, shown, state_of
from .weeks import Week, monday_of, week_asked, weeks_of

__all__ = [
    "KEPT_PAST",
    "TOLD_FOR",
    "State",
    "Week",
    "monday_of",
    "sequence_of",
    "shown",
    "state_of",
    "week_asked",
    "weeks_of",
]
