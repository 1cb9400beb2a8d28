"""What happens to decisions: ids and plain values, no names."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AwardDecided(Event):
    """`after` names the nominations granted and declined, and on what the decision rests."""

    action = "award.decided"


@dataclass(frozen=True, kw_only=True)
class AwardDeclined(Event):
    """One of those proposed is not commended; the reason goes with it."""

    action = "award.declined"


@dataclass(frozen=True, kw_only=True)
class AwardRevoked(Event):
    action = "award.revoked"
