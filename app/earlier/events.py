"""What happens to awards of earlier years."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class EarlierNoted(Event):
    action = "earlier_award.noted"


@dataclass(frozen=True, kw_only=True)
class EarlierRemoved(Event):
    action = "earlier_award.removed"
