"""What a list of the commended should not be made of alone: sub-quotas by kind of unit, and the share of leaders.

Ratios are provincial rules that no published text fixes for all, so they are settings, and warnings unless a scheme
makes them limits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.core.text import fold
from app.ranking.rules.fields import Fields, Flaw, SchemeError

MOST_UNITS = 12


class UnitShare(NamedTuple):
    """At most `most` places for teams whose name begins with these words, without regard to marks and case."""

    begins: str
    most: int


@dataclass(frozen=True)
class Shares:
    """`leaders_percent` None: no largest share. `binding`: a list beyond a share can't be locked."""

    binding: bool = False
    leaders_percent: int | None = None
    units: tuple[UnitShare, ...] = ()

    def to_json(self) -> dict:
        return {
            "binding": self.binding,
            "leaders_percent": self.leaders_percent,
            "units": [{"begins": unit.begins, "most": unit.most} for unit in self.units],
        }


NO_SHARES = Shares()


class Excess(NamedTuple):
    """A share that a list exceeds: `begins` empty: the leaders, of whom `most` would be allowed."""

    begins: str
    count: int
    most: int


def read_shares(part: Fields) -> Shares:
    """The shares in a scheme's JSON; raises SchemeError, naming the field."""
    percent = None if part.is_null("leaders_percent") else part.whole("leaders_percent", most=100)
    units = part.parts("units", MOST_UNITS)
    found = tuple(UnitShare(unit.text("begins"), unit.whole("most", most=1000)) for unit in units)
    for unit, where in zip(found, units, strict=True):
        if not fold(unit.begins):
            raise SchemeError(f"{where.path}.begins", Flaw.MISSING)
    return Shares(part.flag("binding"), percent, found)


def excesses(shares: Shares, people: Iterable[bool], teams: Iterable[str]) -> list[Excess]:
    """What a list exceeds: `people` says of each chosen person whether they lead, `teams` names the chosen teams.

    A team counts for the first kind that its name begins with. Half a leader is none: of 3 people, 50% is 1.
    """
    people, found = list(people), []
    if shares.leaders_percent is not None:
        most, leaders = len(people) * shares.leaders_percent // 100, sum(people)
        if leaders > most:
            found.append(Excess("", leaders, most))
    counts = dict.fromkeys(shares.units, 0)
    for name in teams:
        unit = next((one for one in shares.units if fold(name).startswith(fold(one.begins))), None)
        if unit is not None:
            counts[unit] += 1
    return found + [Excess(unit.begins, count, unit.most) for unit, count in counts.items() if count > unit.most]
