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
from app.ranking.rules.figures import SAME, Weight, weights_of
from app.ranking.rules.hanging import Hanging, hangs_on
from app.ranking.rules.line import Standing
from app.ranking.rules.standing import Outcome
from app.ranking.rules.varied import COLLECTIVES, Model, above, before

VARIATIONS = 10_000
# Thousandths by which a weight goes up or down.
SPREAD = 200
# How many on either side of the line are always looked at, and how many at most.
NEAR, MOST_SHOWN = 5, 40
# Per cent that one weight alone is changed by, at most.
FARTHEST = 100
CHUNK = 1000


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
        swapped = np.flatnonzero(before([key[:, lower] for key in keys], [key[:, upper] for key in keys]))
        place, percent = tried[swapped[0]] if len(swapped) else (None, 0)
        found.append(Swap(one.subject_id, other.subject_id, None if place is None else weights[place], percent))
    return tuple(found)
