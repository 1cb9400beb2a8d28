"""How firm a list is: who stays above the line when the weights are a little different, what would swap two
neighbours, and on which single log a place hangs.

The weights of a scheme are a judgement; a place that only holds for exactly these weights deserves a second look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from app.ranking.rules.again import Counted
from app.ranking.rules.changes import figure
from app.ranking.rules.figures import PER_HEAD, SAME, TOTAL, Sheet, Weight, weights_of
from app.ranking.rules.hanging import Hanging, hangs_on
from app.ranking.rules.line import Standing
from app.ranking.rules.standing import Outcome

VARIATIONS = 10_000
# Thousandths by which a weight goes up or down.
SPREAD = 200
# How many on either side of the line are always looked at, and how many at most.
NEAR, MOST_SHOWN = 5, 40
# Per cent that one weight alone is changed by, at most.
FARTHEST = 100
CHUNK = 1000
INDIVIDUALS, COLLECTIVES = "individuals", "collectives"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody near the line. `stays` of VARIATIONS times above it; `margin` is the lead over the first one below
    the line, or (negative) what is missing to the last one above it: points, or a team's score; None without such."""

    subject_id: int
    rank: int
    figure: Fraction
    above: bool
    stays: int
    margin: Fraction | None
    hanging: Hanging | None


@dataclass(frozen=True, slots=True)
class Swap:
    """The smallest change of one weight, in whole per cent, after which `lower` stands before `upper`.

    `weight` None: no change of one weight up to FARTHEST per cent does it.
    """

    upper: int
    lower: int
    weight: Weight | None
    percent: int = 0

    @property
    def each(self) -> Fraction | None:
        """The changed weight."""
        return None if self.weight is None else self.weight.each * (100 + self.percent) / 100


@dataclass(frozen=True)
class Firmness:
    """One board: its candidates near the line and the swaps of neighbours among them, in the order of the list."""

    quota: int
    ranked: int
    candidates: tuple[Candidate, ...]
    swaps: tuple[Swap, ...]


def firmness(made_of: Counted, outcome: Outcome, board: str, quota: int, seed: int) -> Firmness:
    """How firm the board's line is. The same ranking, quota and seed give the same answer everywhere.

    Raises ValueError for a negative quota.
    """
    if quota < 0:
        raise ValueError("a quota is never negative")
    ranked = [one for one in getattr(outcome, board) if one.rank is not None]
    weights = weights_of(made_of, board == COLLECTIVES)
    if not ranked or not weights:
        return Firmness(quota, len(ranked), (), ())
    model = Model(made_of, ranked, board, weights, SAME + SPREAD)
    stays = np.zeros(len(ranked), dtype=int)
    changes = variations(len(weights), seed)
    for start in range(0, VARIATIONS, CHUNK):
        stays += above(model.keys(changes[start : start + CHUNK]), quota).sum(axis=0)
    now = above(model.keys(np.full((1, len(weights)), SAME)), quota)[0]
    shown = _near(stays, quota)
    hanging = hangs_on(made_of, outcome, board, quota, [ranked[place].subject_id for place in shown if now[place]])
    candidates = tuple(
        Candidate(
            one.subject_id,
            one.rank,
            figure(one),
            bool(now[place]),
            int(stays[place]),
            _margin(ranked, now, place),
            hanging.get(one.subject_id),
        )
        for place in shown
        for one in (ranked[place],)
    )
    far = Model(made_of, ranked, board, weights, (100 + FARTHEST) * SAME // 100)
    return Firmness(quota, len(ranked), candidates, swaps(far, shown))


def variations(weights: int, seed: int) -> np.ndarray:
    """VARIATIONS rows of thousandths, each weight by itself anywhere from -20% to +20%.

    Taken from the raw words of the generator, which NumPy promises never to change.
    """
    words = np.random.PCG64(seed).random_raw(VARIATIONS * weights).reshape(VARIATIONS, weights)
    return (words % (2 * SPREAD + 1)).astype(float) + (SAME - SPREAD)


class Model:
    """One board's figures under many sets of weights."""

    def __init__(
        self, made_of: Counted, ranked: Sequence[Standing], board: str, weights: tuple[Weight, ...], most: int
    ):
        """`most` is the largest change that will be asked about, in thousandths."""
        self.ranked, self.teams, self.weights = ranked, board == COLLECTIVES, weights
        rules = made_of.scheme.collective if self.teams else made_of.scheme.individual
        self.order, self.rules = rules.order, rules
        self.names = {weight.what: place for place, weight in enumerate(weights)}
        owners = [one.subject_id for one in ranked]
        owner_of = (lambda one: one.team_id) if self.teams else (lambda one: one.user_id)
        self.sheet = Sheet(made_of, weights, owners, owner_of, most)

    def keys(self, changes: np.ndarray) -> list[np.ndarray]:
        """The figures of `order`, one array each: a row for every set of changes, a column for everybody."""
        points = self.sheet.sums(changes)
        varying = {"points": points, "total": points}
        if self.teams:
            # A team without members has no points a member.
            each = points / np.array([one.members or np.inf for one in self.ranked], dtype=float)
            varying |= {"per_head": each, "score": self._score(points, each, changes)}
        return [
            varying[name] if name in varying else np.array([[float(getattr(one, name)) for one in self.ranked]])
            for name in self.order
        ]

    def _score(self, total, each, changes) -> np.ndarray:
        def part(figures, weight, name):
            best = figures.max(axis=1, keepdims=True)
            share = figures / np.where(best > 0, best, 1)
            place = self.names.get(name)
            return share * float(weight) * (SAME if place is None else changes[:, place : place + 1])

        score = part(total, self.rules.weight_total, TOTAL) + part(each, self.rules.weight_per_head, PER_HEAD)
        # Divisions leave a last digit that depends on the order of steps: equals must stay equal.
        return np.round(score, 6)


def above(keys: list[np.ndarray], quota: int) -> np.ndarray:
    """Who stands above the line, as `line` sees it: a group of equals across it is not above.

    Rows are sets of weights, columns people; a key that no weight moves has one row.
    """
    keys = np.broadcast_arrays(*keys)
    rows, people = keys[0].shape
    if people <= quota:
        return np.ones((rows, people), dtype=bool)
    # The first figure decides but for equals: whoever is greater than the first one below the line is above it.
    below = np.partition(keys[0], people - quota - 1, axis=1)[:, people - quota - 1 : people - quota]
    found = keys[0] > below
    unsure = np.flatnonzero((keys[0] == below).sum(axis=1) > 1)
    if len(unsure) and len(keys) > 1:
        some = [key[unsure] for key in keys]
        first = np.lexsort([-key for key in reversed(some)], axis=1)[:, quota : quota + 1]
        found[unsure] = _before(some, [np.take_along_axis(key, first, axis=1) for key in some])
    return found


def _before(keys: list[np.ndarray], others: list[np.ndarray]) -> np.ndarray:
    """Where the figures are greater, the first that differs deciding."""
    before, equal = False, True
    for key, other in zip(keys, others, strict=True):
        before, equal = before | (equal & (key > other)), equal & (key == other)
    return before


def _near(stays: np.ndarray, quota: int) -> list[int]:
    """Places around the line: NEAR on either side, and everybody whose side is open, the nearest MOST_SHOWN."""
    line = min(quota, len(stays))
    near = {place for place in range(line - NEAR, line + NEAR) if 0 <= place < len(stays)}
    unsure = set(np.flatnonzero((stays > 0) & (stays < VARIATIONS)).tolist())
    return sorted(sorted(near | unsure, key=lambda place: (abs(place - line + 0.5), place))[:MOST_SHOWN])


def _margin(ranked: Sequence[Standing], now: np.ndarray, place: int) -> Fraction | None:
    others = np.flatnonzero(now != now[place])
    if not len(others):
        return None
    return figure(ranked[place]) - figure(ranked[others[0] if now[place] else others[-1]])


def swaps(model: Model, places: list[int]) -> tuple[Swap, ...]:
    """For each two neighbours of the list, what would swap them; equals are no pair."""
    weights = model.weights
    steps = sorted((percent for percent in range(-FARTHEST, FARTHEST + 1) if percent), key=lambda n: (abs(n), -n))
    tried = [(place, percent) for percent in steps for place in range(len(weights))]
    changes = np.full((len(tried), len(weights)), float(SAME))
    for row, (place, percent) in enumerate(tried):
        changes[row, place] += percent * SAME // 100
    keys = np.broadcast_arrays(*model.keys(changes))
    found = []
    for upper, lower in pairwise(places):
        one, other = model.ranked[upper], model.ranked[lower]
        if lower != upper + 1 or one.rank == other.rank:
            continue
        swapped = np.flatnonzero(_before([key[:, lower] for key in keys], [key[:, upper] for key in keys]))
        place, percent = tried[swapped[0]] if len(swapped) else (None, 0)
        found.append(Swap(one.subject_id, other.subject_id, None if place is None else weights[place], percent))
    return tuple(found)
