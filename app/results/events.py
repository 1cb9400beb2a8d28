"""What happens to the announcement of a round. The subject is the round; no names."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ResultPublished(Event):
    """`after` tells the rule of names."""

    action = "result.published"


@dataclass(frozen=True, kw_only=True)
class ResultWithdrawn(Event):
    action = "result.withdrawn"


@dataclass(frozen=True, kw_only=True)
class CeremonyPlanned(Event):
    """Time, place, points or the order of reading; `after` names what changed."""

    action = "ceremony.planned"
