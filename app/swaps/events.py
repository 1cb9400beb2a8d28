"""What happens to offers of a seat. Subjects are offers; ``after`` holds the ids of shifts and people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from app.core.events import Event


class SeatAt(NamedTuple):
    """A seat, for those who tell people of it."""

    shift_id: int
    point: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class SwapEvent(Event):
    """``given`` and ``wanted`` (in an exchange) are for those who tell people of it, as is ``line``: (person, from
    when) for those in line, where the seat is offered to everyone. They are not part of the trail."""

    given: SeatAt | None = None
    wanted: SeatAt | None = None
    line: Any = ()


@dataclass(frozen=True, kw_only=True)
class SwapOffered(SwapEvent):
    action = "swap.offered"


@dataclass(frozen=True, kw_only=True)
class SwapAccepted(SwapEvent):
    """The seats have gone over, by the one who was asked or by staff at once (then with a reason)."""

    action = "swap.accepted"


@dataclass(frozen=True, kw_only=True)
class SwapDeclined(SwapEvent):
    action = "swap.declined"


@dataclass(frozen=True, kw_only=True)
class SwapWithdrawn(SwapEvent):
    action = "swap.withdrawn"


@dataclass(frozen=True, kw_only=True)
class SwapLapsed(SwapEvent):
    """A seat of it was left, or the earlier of its shifts began."""

    action = "swap.lapsed"
