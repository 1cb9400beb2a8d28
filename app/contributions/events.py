"""What happens to records of contributions. Only ids and figures: notes stay in the ledger."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class LogDrafted(Event):
    action = "log.drafted"


@dataclass(frozen=True, kw_only=True)
class LogChanged(Event):
    action = "log.changed"


@dataclass(frozen=True, kw_only=True)
class LogThrownAway(Event):
    action = "log.thrown_away"


@dataclass(frozen=True, kw_only=True)
class LogSent(Event):
    action = "log.sent"


@dataclass(frozen=True, kw_only=True)
class LogWithdrawn(Event):
    action = "log.withdrawn"


@dataclass(frozen=True, kw_only=True)
class LogApproved(Event):
    action = "log.approved"


@dataclass(frozen=True, kw_only=True)
class LogReturned(Event):
    action = "log.returned"


@dataclass(frozen=True, kw_only=True)
class LogRejected(Event):
    action = "log.rejected"


@dataclass(frozen=True, kw_only=True)
class LogReversed(Event):
    action = "log.reversed"


DECIDED = {"approved": LogApproved, "returned": LogReturned, "rejected": LogRejected, "reversed": LogReversed}
