"""What a list is made of: direct workers and leaders, women, the young. What nobody told stays unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.core.text import N_

# Law on Youth 57/2020/QH14, article 1: from full 16 to 30; of a person the year of birth alone is known.
YOUNGEST, OLDEST = 16, 30
WOMAN = "female"
MANY_WOMEN = 70  # per cent; collectives from here on are preferred among equals (the scheme's order of ties)


class Person(NamedTuple):
    leader: bool | None  # None: not of this site
    gender: str | None
    birth_year: int | None


class Team(NamedTuple):
    members: int
    women: int
    unknown: int


class Part(NamedTuple):
    word: str
    count: int


@dataclass(frozen=True)
class Bar:
    """One question asked of a list: `parts` in order, of which each counts people (or collectives)."""

    word: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)

    def percent(self, count: int) -> int:
        """Whole per cent, half up."""
        return (count * 200 + self.total) // (2 * self.total) if self.total else 0

    @property
    def drawn(self) -> list[tuple[Part, int, int]]:
        """(part, its share in per cent, where it begins in thousandths of the bar) of each that is not empty."""
        found, before = [], 0
        for part in self.parts:
            if part.count:
                found.append((part, self.percent(part.count), before * 1000 // self.total))
                before += part.count
        return found


def bars_of(people: Iterable[Person], teams: Iterable[Team], year: int) -> list[Bar]:
    """What the chosen people and collectives are made of, in the year of the campaign; nothing for an empty list."""
    people, teams, found = list(people), list(teams), []
    if people:
        leaders, workers = (sum(one.leader is which for one in people) for which in (True, False))
        women, gender_known = (
            sum(one.gender == WOMAN for one in people),
            sum(one.gender is not None for one in people),
        )
        ages = [year - one.birth_year for one in people if one.birth_year]
        young = sum(YOUNGEST <= age <= OLDEST for age in ages)
        found = [
            _bar(
                N_("Work"),
                (N_("direct workers"), workers),
                (N_("leaders"), leaders),
                (N_("not known"), len(people) - workers - leaders),
            ),
            _bar(
                N_("Gender"),
                (N_("women"), women),
                (N_("men"), gender_known - women),
                (N_("not known"), len(people) - gender_known),
            ),
            _bar(
                N_("Age"),
                (N_("16 to 30"), young),
                (N_("other ages"), len(ages) - young),
                (N_("not known"), len(people) - len(ages)),
            ),
        ]
    if teams:
        members, women, unknown = (sum(team[n] for team in teams) for n in range(3))
        known = [team for team in teams if team.members]
        many = sum(team.women * 100 >= team.members * MANY_WOMEN for team in known)
        found += [
            _bar(
                N_("Members of collectives"),
                (N_("women"), women),
                (N_("men"), members - women - unknown),
                (N_("not known"), unknown),
            ),
            _bar(
                N_("Collectives"),
                (N_("70%% women or more"), many),
                (N_("fewer women"), len(known) - many),
                (N_("not known"), len(teams) - len(known)),
            ),
        ]
    return found


def _bar(word: str, *parts: tuple[str, int]) -> Bar:
    return Bar(word, tuple(Part(*part) for part in parts))
