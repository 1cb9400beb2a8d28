"""From one approved log to its points, every step kept so that a person can add it up by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from app.ranking.rules.scheme import Scheme

WHOLE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Credit:
    """One approved log. `user_id` None: the log of the team as a whole; `team_id` None: earned in no team.

    `groups` counts turns by vulnerable group, `counts` units by kind. Raises ValueError, naming the log, where it
    belongs to nobody, and for a quantity that is negative or not a whole number: a reversed log is left out, not
    counted with a minus.
    """

    log_id: int
    user_id: int | None
    team_id: int | None
    day: date
    minutes: int
    groups: Mapping[str, int]
    counts: Mapping[str, int]

    def __post_init__(self):
        if self.user_id is None and self.team_id is None:
            raise ValueError(f"log {self.log_id} belongs to nobody")
        for quantity in (self.minutes, *self.groups.values(), *self.counts.values()):
            if type(quantity) is not int or quantity < 0:
                raise ValueError(f"log {self.log_id}: {quantity!r} is no quantity")


class Item(NamedTuple):
    """One kind of work within a log; `points_each` 0 where the scheme does not know the kind."""

    code: str
    quantity: int
    points_each: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Addend:
    """What one log adds to a score: `raw` is the sum of its parts, `points` = `raw` * `factor`.

    `groups` splits the turns for vulnerable people where the scheme weighs its groups differently.

    `factor` is 1, or the cap divided by the raw sum of that person's day where the day is over the cap.
    """

    log_id: int
    user_id: int | None
    team_id: int | None
    day: date
    lines: tuple[Item, ...]
    minutes: int
    hour_points: Fraction
    vulnerable: int
    vulnerable_points: Fraction
    raw: Fraction
    factor: Fraction
    points: Fraction
    groups: tuple[Item, ...] = ()


def addends_of(scheme: Scheme, credits: Iterable[Credit]) -> tuple[Addend, ...]:
    """Every log's addend, by day and log id. Raises ValueError where a log comes twice.

    The cap is over all logs of a person's day, in whichever team they were earned; team logs have none.
    """
    credits = sorted(credits, key=lambda credit: (credit.day, credit.log_id))
    for log_id, times in Counter(credit.log_id for credit in credits).items():
        if times > 1:
            raise ValueError(f"log {log_id} is credited {times} times")
    parts = [_parts(scheme, credit) for credit in credits]
    day_sums = defaultdict(Fraction)
    for credit, part in zip(credits, parts, strict=True):
        day_sums[credit.user_id, credit.day] += part["raw"]
    return tuple(
        _addend(credit, part, _factor(scheme, credit, day_sums[credit.user_id, credit.day]))
        for credit, part in zip(credits, parts, strict=True)
    )


def _parts(scheme: Scheme, credit: Credit) -> dict:
    lines = tuple(
        Item(code, quantity, each := scheme.points_per_unit.get(code, NOTHING), quantity * each)
        for code, quantity in sorted(credit.counts.items())
        if quantity
    )
    hour_points = Fraction(credit.minutes, 60) * scheme.points_per_hour
    turns = {group: credit.groups.get(group, 0) for group in scheme.vulnerable_groups}
    vulnerable = sum(turns.values())
    vulnerable_points, groups = vulnerable * scheme.extra_points_per_vulnerable_turn, ()
    if scheme.points_per_group:
        groups = tuple(
            Item(group, quantity, each := scheme.points_for(group), quantity * each)
            for group, quantity in turns.items()
            if quantity
        )
        vulnerable_points = sum((item.points for item in groups), NOTHING)
    return {
        "groups": groups,
        "lines": lines,
        "hour_points": hour_points,
        "vulnerable": vulnerable,
        "vulnerable_points": vulnerable_points,
        "raw": sum((item.points for item in lines), hour_points + vulnerable_points),
    }


def _factor(scheme: Scheme, credit: Credit, day_sum: Fraction) -> Fraction:
    cap = scheme.daily_cap_per_person
    if credit.user_id is None or cap is None or day_sum <= cap:
        return WHOLE
    return cap / day_sum


def _addend(credit: Credit, part: dict, factor: Fraction) -> Addend:
    return Addend(
        log_id=credit.log_id,
        user_id=credit.user_id,
        team_id=credit.team_id,
        day=credit.day,
        minutes=credit.minutes,
        factor=factor,
        points=part["raw"] if factor is WHOLE else part["raw"] * factor,
        **part,
    )
