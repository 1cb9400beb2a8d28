"""Reading the ledger, each page with a number of statements that does not grow with the rows."""

from .approvals import bulk_of, next_waiting, picked, waiting, waiting_in_all, waiting_teams
from .credits import CreditRow, LateRow, credits_of, groups_of, harvest_of, late_of
from .desk import Desk, desk_for, desk_of, in_team, undecidable
from .drafts import drafts_of, measured_since, record_of_shift
from .logs import (
    Detail,
    Item,
    any_of,
    counts_by_state,
    decisions_of,
    detail,
    items_of,
    last_reason,
    own_logs,
    own_or_led,
    readable,
    recent_shifts,
    whose,
    writable,
)

__all__ = [
    "CreditRow",
    "Desk",
    "Detail",
    "Item",
    "LateRow",
    "any_of",
    "bulk_of",
    "counts_by_state",
    "credits_of",
    "decisions_of",
    "desk_for",
    "desk_of",
    "detail",
    "drafts_of",
    "groups_of",
    "harvest_of",
    "in_team",
    "items_of",
    "last_reason",
    "late_of",
    "measured_since",
    "next_waiting",
    "own_logs",
    "own_or_led",
    "picked",
    "readable",
    "recent_shifts",
    "record_of_shift",
    "undecidable",
    "waiting",
    "waiting_in_all",
    "waiting_teams",
    "whose",
    "writable",
]
