"""What another scheme would change: who moves, and who crosses the line."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.ranking.rules.line import Standing, line
from app.ranking.rules.standing import PersonStanding


class Side(StrEnum):
    """Where somebody stands to the quota's line."""

    ABOVE = "above"
    TIED = "tied"
    BELOW = "below"
    OUT = "out"  # without a place


@dataclass(frozen=True, slots=True)
class At:
    """Place (None: without one), figure (points, or a team's score) and side of the line."""

    rank: int | None
    figure: Fraction
    side: Side


@dataclass(frozen=True, slots=True)
class Move:
    """One person or team before and after; `before` None where nothing was ranked yet."""

    subject_id: int
    name: str
    team: str
    before: At | None
    after: At

    @property
    def crosses_in(self) -> bool:
        return self.after.side is Side.ABOVE and (self.before is None or self.before.side is not Side.ABOVE)

    @property
    def crosses_out(self) -> bool:
        return self.before is not None and self.before.side is Side.ABOVE and self.after.side is not Side.ABOVE

    @property
    def moves(self) -> bool:
        """Another place, or another side of the line; other points alone are no move."""
        return self.before is None or (self.before.rank, self.before.side) != (self.after.rank, self.after.side)


def moves(before: Iterable[Standing], after: Iterable[Standing], quota: int) -> tuple[Move, ...]:
    """Everybody of one board, in the order of the new ranking. Both are rankings of the same people."""
    old = _at(before, quota)
    after = tuple(after)
    new = _at(after, quota)
    return tuple(Move(one.subject_id, *_called(one), old.get(one.subject_id), new[one.subject_id]) for one in after)


def _called(one: Standing) -> tuple[str, str]:
    return (one.person.name, one.person.team) if isinstance(one, PersonStanding) else (one.squad.name, "")


def _at(standings: Iterable[Standing], quota: int) -> dict[int, At]:
    standings = tuple(standings)
    where = line(standings, quota)
    sides = {}
    for side, group in ((Side.ABOVE, where.above), (Side.TIED, where.tied), (Side.BELOW, where.below)):
        sides |= dict.fromkeys((one.subject_id for one in group), side)
    return {one.subject_id: At(one.rank, figure(one), sides.get(one.subject_id, Side.OUT)) for one in standings}


def figure(standing: Standing) -> Fraction:
    """What a board is read by: a person's points, a team's score."""
    return standing.points if isinstance(standing, PersonStanding) else standing.score
