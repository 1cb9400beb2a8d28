"""What happens to seats. Subjects are sign-ups; ``after`` holds the ids of the shift and the person."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Event):
    action = "sign_up.seated"


@dataclass(frozen=True, kw_only=True)
class JoinedLine(Event):
    action = "sign_up.in_line"


@dataclass(frozen=True, kw_only=True)
class Left(Event):
    action = "sign_up.left"


@dataclass(frozen=True, kw_only=True)
class Promoted(Event):
    action = "sign_up.promoted"


@dataclass(frozen=True, kw_only=True)
class SeatOffered(Event):
    """A free seat is held for the first in line; ``after`` tells until when."""

    action = "sign_up.offered"


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(Event):
    action = "sign_up.accepted"


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Event):
    action = "sign_up.declined"


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(Event):
    action = "sign_up.lapsed"
