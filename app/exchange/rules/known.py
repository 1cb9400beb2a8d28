"""The accounts that a roster or a journal is matched with."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Standing:
    """One role in one team, half-open: ``ends_on`` no longer counts."""

    role: str
    team_id: int | None
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


@dataclass(frozen=True, slots=True)
class Known:
    """An account. ``in_ward``: it holds or held a role here; ``modest``: it never held any but in teams here."""

    id: int
    name: str
    phone: str | None
    email: str | None
    gender: str | None
    birth_year: int | None
    closed: bool = False
    in_ward: bool = True
    modest: bool = True
    standings: tuple[Standing, ...] = ()
