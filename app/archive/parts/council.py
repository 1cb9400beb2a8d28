"""The council's sessions: who came, who stood back, the votes by name where they were open, else in totals only."""

from collections import defaultdict

from app.archive.queries.rows import rows_of
from app.council.models import (
    CouncilAttendance,
    CouncilBallot,
    CouncilConfirmation,
    CouncilConflict,
    CouncilDeparture,
    CouncilItem,
    CouncilLine,
    CouncilMember,
    CouncilOutcome,
    CouncilRuleChange,
    CouncilSession,
    CouncilSettings,
    CouncilTally,
    CouncilVote,
    CouncilWithdrawal,
    ProcedureRequest,
)

# Of secret ballots neither papers nor stubs are asked for: who voted is in nobody's archive.
PARTS = {
    "members": CouncilMember,
    "attendance": CouncilAttendance,
    "confirmations": CouncilConfirmation,
    "withdrawals": CouncilWithdrawal,
    "items": CouncilItem,
    "conflicts": CouncilConflict,
    "ballots": CouncilBallot,
    "lines": CouncilLine,
    "tallies": CouncilTally,
    "departures": CouncilDeparture,
    "outcomes": CouncilOutcome,
}
OPEN = "open"


def council_of_round(round_id: int) -> dict:
    """Settings and sessions of a round, as plain values."""
    settings = rows_of(CouncilSettings, CouncilSettings.round_id == round_id)
    sessions = rows_of(CouncilSession, CouncilSession.round_id == round_id)
    ids = [one["id"] for one in sessions]
    found = {name: _by_session(rows_of(model, model.session_id.in_(ids))) for name, model in PARTS.items()}
    by_name = [one["id"] for one in sessions if one["ballot"] == OPEN]
    votes = _by_session(rows_of(CouncilVote, CouncilVote.session_id.in_(by_name)))
    return {
        "settings": settings[0] if settings else None,
        "procedure_requests": rows_of(ProcedureRequest, ProcedureRequest.round_id == round_id),
        "rule_changes": rows_of(CouncilRuleChange, CouncilRuleChange.round_id == round_id),
        "sessions": [
            {
                **one,
                **{name: rows[one["id"]] for name, rows in found.items()},
                "votes": votes[one["id"]] if one["ballot"] == OPEN else None,
            }
            for one in sessions
        ],
    }


def _by_session(rows: list[dict]) -> dict[int, list[dict]]:
    found = defaultdict(list)
    for row in rows:
        found[row.pop("session_id")].append(row)
    return found
