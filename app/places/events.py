"""What happens to places."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class WardAdded(Event):
    action = "ward.added"


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    action = "team.added"


@dataclass(frozen=True, kw_only=True)
class PointAdded(Event):
    action = "point.added"


@dataclass(frozen=True, kw_only=True)
class PointChanged(Event):
    action = "point.changed"
