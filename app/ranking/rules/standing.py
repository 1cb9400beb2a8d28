"""Who is ranked, where they stand, and why someone has no place."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.ranking.rules.scoring import Addend


class Reason(StrEnum):
    """Why someone is listed without a rank."""

    ON_HOLD = "on_hold"
    TOO_FEW_DAYS = "too_few_days"
    NOT_ACTIVE_ON_LAST_DAY = "not_active_on_last_day"
    TOO_FEW_MEMBERS = "too_few_members"


@dataclass(frozen=True, slots=True)
class Person:
    """`sort_key` orders the names of a tie on screen and decides nothing."""

    user_id: int
    name: str
    sort_key: str
    phone: str | None
    team_id: int | None
    team: str
    on_hold: bool
    woman: bool = False
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Squad:
    """A team: `members` on its roster on the campaign's last day, `women` among them, `active` on that day."""

    team_id: int
    name: str
    sort_key: str
    members: int
    active: bool
    women: int = 0


@dataclass(frozen=True, slots=True)
class PersonStanding:
    person: Person
    rank: int | None
    points: Fraction
    vulnerable_turns: int
    active_days: int
    eligible: bool
    reason: Reason | None
    addends: tuple[Addend, ...]

    @property
    def women(self) -> int:
        """1 for a woman, 0 for everybody else: a figure to order by."""
        return int(self.person.woman)

    @property
    def subject_id(self) -> int:
        return self.person.user_id

    @property
    def sort_key(self) -> str:
        return self.person.sort_key


@dataclass(frozen=True, slots=True)
class SquadStanding:
    """`score` runs from 0 to 100 times the weights; a team outside the ranking may exceed it, see `boards`.

    `women_share` is 1 where the scheme's share of women is reached.
    """

    squad: Squad
    rank: int | None
    score: Fraction
    total: Fraction
    per_head: Fraction
    members: int
    vulnerable_turns: int
    eligible: bool
    reason: Reason | None
    max_total: Fraction
    max_per_head: Fraction
    addends: tuple[Addend, ...]
    women_share: int = 0

    @property
    def subject_id(self) -> int:
        return self.squad.team_id

    @property
    def sort_key(self) -> str:
        return self.squad.sort_key


@dataclass(frozen=True, slots=True)
class Outcome:
    """Both boards in display order: the ranked first, then those without a rank."""

    individuals: tuple[PersonStanding, ...]
    collectives: tuple[SquadStanding, ...]
