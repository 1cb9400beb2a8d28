"""Rows of the council's room."""

from .ballots import (
    BallotPaper,
    BallotStub,
    CouncilBallot,
    CouncilConflict,
    CouncilDeparture,
    CouncilItem,
    CouncilLine,
    CouncilOutcome,
    CouncilTally,
    CouncilVote,
)
from .sessions import CouncilAttendance, CouncilMember, CouncilSession, CouncilSettings

__all__ = [
    "BallotPaper",
    "BallotStub",
    "CouncilAttendance",
    "CouncilBallot",
    "CouncilConflict",
    "CouncilDeparture",
    "CouncilItem",
    "CouncilLine",
    "CouncilMember",
    "CouncilOutcome",
    "CouncilSession",
    "CouncilSettings",
    "CouncilTally",
    "CouncilVote",
]
