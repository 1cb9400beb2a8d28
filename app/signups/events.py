"""What happens to seats. Subjects are sign-ups; ``after`` holds the ids of the shift and the person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SeatEvent(Event):
    """``turn`` (the shift as a row: id, point, starts_at, ends_at, cancelled_at) and ``until`` are for those who tell
    people of it; they are not part of the trail."""

    turn: Any = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SeatTaken(SeatEvent):
    action = "sign_up.seated"


@dataclass(frozen=True, kw_only=True)
class JoinedLine(SeatEvent):
    action = "sign_up.in_line"


@dataclass(frozen=True, kw_only=True)
class Left(SeatEvent):
    action = "sign_up.left"


@dataclass(frozen=True, kw_only=True)
class Promoted(SeatEvent):
    action = "sign_up.promoted"


@dataclass(frozen=True, kw_only=True)
class SeatOffered(SeatEvent):
    """A free seat is held for the first in line; ``after`` tells until when."""

    action = "sign_up.offered"


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(SeatEvent):
    action = "sign_up.accepted"


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(SeatEvent):
    action = "sign_up.declined"


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(SeatEvent):
    action = "sign_up.lapsed"


@dataclass(frozen=True, kw_only=True)
class Confirmed(SeatEvent):
    """ "I will be there"."""

    action = "sign_up.confirmed"
