"""What happens to calendar addresses. ``after`` holds the person's id, never the address."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarIssued(Event):
    action = "calendar.issued"


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    action = "calendar.changed"


@dataclass(frozen=True, kw_only=True)
class CalendarRevoked(Event):
    action = "calendar.revoked"
