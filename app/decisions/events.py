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


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(Event):
    """A further decision about a numbered one is proposed; `after`: the round, the kind, the checksum of what it
    changes. What it changes holds names, and stays out."""

    action = "amendment.proposed"


@dataclass(frozen=True, kw_only=True)
class AmendmentGranted(Event):
    action = "amendment.granted"


@dataclass(frozen=True, kw_only=True)
class AmendmentDeclined(Event):
    action = "amendment.declined"


@dataclass(frozen=True, kw_only=True)
class AmendmentNumbered(Event):
    """`after`: number and day, and the checksum of what its paper says."""

    action = "amendment.numbered"
