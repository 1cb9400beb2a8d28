"""What happens to offers of a seat. Subjects are offers; ``after`` holds the ids of shifts and people."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SwapOffered(Event):
    action = "swap.offered"


@dataclass(frozen=True, kw_only=True)
class SwapAccepted(Event):
    """The seats have gone over, by the one who was asked or by staff at once (then with a reason)."""

    action = "swap.accepted"


@dataclass(frozen=True, kw_only=True)
class SwapDeclined(Event):
    action = "swap.declined"


@dataclass(frozen=True, kw_only=True)
class SwapWithdrawn(Event):
    action = "swap.withdrawn"


@dataclass(frozen=True, kw_only=True)
class SwapLapsed(Event):
    """A seat of it was left, or the earlier of its shifts began."""

    action = "swap.lapsed"
