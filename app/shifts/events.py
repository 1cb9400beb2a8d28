"""What happens to shifts."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ShiftAdded(Event):
    action = "shift.added"


@dataclass(frozen=True, kw_only=True)
class ShiftChanged(Event):
    action = "shift.changed"


@dataclass(frozen=True, kw_only=True)
class ShiftRemoved(Event):
    action = "shift.removed"


@dataclass(frozen=True, kw_only=True)
class ShiftCancelled(Event):
    action = "shift.cancelled"
