"""The quota line across a board. It shows a tie; it never breaks one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from app.ranking.rules.standing import PersonStanding, SquadStanding

Standing = PersonStanding | SquadStanding


@dataclass(frozen=True, slots=True)
class Line:
    """`above` is within the quota; `tied` is the whole group of equals that the line cuts through, empty where a
    group ends on the line; `below` is every other ranked one. Without a tie `above` fills the quota as far as it can.
    """

    above: tuple[Standing, ...]
    tied: tuple[Standing, ...]
    below: tuple[Standing, ...]


def line(standings: Iterable[Standing], quota: int, struck: Collection[int] = frozenset()) -> Line:
    """Where the quota falls on one board of an `Outcome`, in its display order.

    `struck` holds `subject_id`s left out first: the next ones move up to the line, their ranks stay as published.
    Raises ValueError for a negative quota.
    """
    if quota < 0:
        raise ValueError("a quota is never negative")
    left = [one for one in standings if one.rank is not None and one.subject_id not in struck]
    above, tied, below = [], [], []
    for _, group in groupby(left, key=attrgetter("rank")):
        group = list(group)
        before = len(above) + len(tied) + len(below)
        if before >= quota:
            below += group
        elif before + len(group) > quota:
            tied += group
        else:
            above += group
    return Line(tuple(above), tuple(tied), tuple(below))
