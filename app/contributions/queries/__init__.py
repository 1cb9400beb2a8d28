"""Reading the ledger, each page with a number of statements that does not grow with the rows."""

from .approvals import next_waiting, waiting, waiting_count, waiting_teams
from .credits import CreditRow, approvers_of, credits_of, totals_of
from .desk import Desk, desk_for, desk_of, in_team, undecidable
from .logs import (
    Detail,
    Item,
    counts_by_state,
    decisions_of,
    detail,
    items_of,
    own_logs,
    own_or_led,
    readable,
    recent_shifts,
    writable,
)

__all__ = [
    "CreditRow",
    "Desk",
    "Detail",
    "Item",
    "approvers_of",
    "counts_by_state",
    "credits_of",
    "decisions_of",
    "desk_for",
    "desk_of",
    "detail",
    "in_team",
    "items_of",
    "next_waiting",
    "own_logs",
    "own_or_led",
    "readable",
    "recent_shifts",
    "totals_of",
    "undecidable",
    "waiting",
    "waiting_count",
    "waiting_teams",
    "writable",
]
