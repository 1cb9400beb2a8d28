"""Rows of the council's room."""

from .agenda import CouncilConflict, CouncilItem
from .ballots import (
    BallotPaper,
    BallotStub,
    CouncilBallot,
    CouncilLine,
    CouncilPresence,
    CouncilVote,
    CouncilWithdrawal,
)
from .procedure import ProcedureRequest
from .results import CouncilDeparture, CouncilOutcome, CouncilTally
from .sessions import (
    CouncilAttendance,
    CouncilConfirmation,
    CouncilMember,
    CouncilRuleChange,
    CouncilSession,
    CouncilSettings,
)

__all__ = [
    "BallotPaper",
    "BallotStub",
    "CouncilAttendance",
    "CouncilBallot",
    "CouncilConfirmation",
    "CouncilConflict",
    "CouncilDeparture",
    "CouncilItem",
    "CouncilLine",
    "CouncilMember",
    "CouncilOutcome",
    "CouncilPresence",
    "CouncilRuleChange",
    "CouncilSession",
    "CouncilSettings",
    "CouncilTally",
    "CouncilVote",
    "CouncilWithdrawal",
    "ProcedureRequest",
]
