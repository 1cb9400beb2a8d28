"""One board ranked under many sets of weights at once."""

from collections.abc import Sequence

import numpy as np

from app.ranking.rules.again import Counted
from app.ranking.rules.figures import PER_HEAD, SAME, TOTAL, Sheet, Weight
from app.ranking.rules.line import Standing

COLLECTIVES = "collectives"


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
        found[unsure] = before(some, [np.take_along_axis(key, first, axis=1) for key in some])
    return found


def before(keys: list[np.ndarray], others: list[np.ndarray]) -> np.ndarray:
    """Where the figures are greater, the first that differs deciding."""
    greater, equal = False, True
    for key, other in zip(keys, others, strict=True):
        greater, equal = greater | (equal & (key > other)), equal & (key == other)
    return greater
