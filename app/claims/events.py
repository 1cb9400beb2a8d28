"""What happens to a team's seats. Subjects are claims; ``after`` holds the ids of the shift and the team."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SeatsClaimed(Event):
    action = "claim.made"


@dataclass(frozen=True, kw_only=True)
class PersonNamed(Event):
    action = "claim.named"


@dataclass(frozen=True, kw_only=True)
class SeatsGivenBack(Event):
    action = "claim.given_back"


@dataclass(frozen=True, kw_only=True)
class SeatsFellBack(Event):
    """Nobody was named for them in time: they are everyone's again."""

    action = "claim.fell_back"
