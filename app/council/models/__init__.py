"""Rows of the council's room."""

from .agenda import CouncilConflict, CouncilItem
from .ballots import BallotPaper, BallotStub, CouncilBallot, CouncilLine, CouncilVote
from .results import CouncilDeparture, CouncilOutcome, CouncilTally
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
