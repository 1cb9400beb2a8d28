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
