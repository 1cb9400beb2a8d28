"""Scores under thousands of sets of weights at once: the rules of `scoring` and `boards` as arrays.

Weights are whole numbers here (over one denominator, times thousandths), and so are all quantities: sums of whole
numbers below 2**53 are exact in floating point whatever order a processor adds them in, so the arrays of a board of
people are the same everywhere. `tests/ranking/test_rules_firmness.py` compares them with the exact fractions.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from app.ranking.rules.again import Counted
from app.ranking.rules.scoring import Credit

# A change of nothing, in thousandths.
SAME = 1000
# The names of weights that are no kind of work and no group.
HOUR, VULNERABLE, TOTAL, PER_HEAD = "hour", "vulnerable", "total", "per_head"


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight of a scheme: `what` is unit, group, hour, vulnerable, total or per_head; `code` names the kind."""

    what: str
    code: str
    each: Fraction


def weights_of(made_of: Counted, teams: bool) -> tuple[Weight, ...]:
    """The weights of the scheme that anything was counted by, in the order of its text."""
    scheme, credits = made_of.scheme, made_of.credits
    used = {code for credit in credits for code, quantity in credit.counts.items() if quantity}
    found = [Weight("unit", code, each) for code, each in scheme.points_per_unit.items() if each and code in used]
    if scheme.points_per_hour:
        found.append(Weight(HOUR, "", scheme.points_per_hour))
    if scheme.points_per_group:
        found += [Weight("group", group, scheme.points_for(group)) for group in scheme.vulnerable_groups]
    elif scheme.vulnerable_groups and scheme.extra_points_per_vulnerable_turn:
        found.append(Weight(VULNERABLE, "", scheme.extra_points_per_vulnerable_turn))
    if teams:
        found.append(Weight(TOTAL, "", scheme.collective.weight_total))
        found.append(Weight(PER_HEAD, "", scheme.collective.weight_per_head))
    return tuple(weight for weight in found if weight.each)


def _quantity(weight: Weight, credit: Credit, groups: tuple[str, ...]) -> int:
    """How often a log counts by a weight; minutes for the weight of an hour."""
    if weight.what == "unit":
        return credit.counts.get(weight.code, 0)
    if weight.what == "group":
        return credit.groups.get(weight.code, 0)
    if weight.what == HOUR:
        return credit.minutes
    if weight.what == VULNERABLE:
        return sum(credit.groups.get(group, 0) for group in groups)
    return 0


class Sheet:
    """What everybody's logs add by each weight, and apart from that the days that the cap may touch.

    A day is cut only where it is near the cap: all other logs of an owner are one row of sums.
    """

    def __init__(self, made_of: Counted, weights: tuple[Weight, ...], owners: list, owner_of, most: int):
        """`owner_of(credit)` is a person or team (None: nobody's); `most` is the largest change, in thousandths."""
        cap = made_of.scheme.daily_cap_per_person
        denominators = [weight.each.denominator for weight in weights] + ([cap.denominator] if cap else [])
        scale = 60 * lcm(*denominators)
        # Points are counted in units of one over this.
        self.unit = scale * SAME
        self.cap = None if cap is None else float(cap * self.unit)
        each = [float(weight.each * scale / (60 if weight.what == HOUR else 1)) for weight in weights]
        groups = made_of.scheme.vulnerable_groups
        places = {owner: place for place, owner in enumerate(owners)}
        self.free = np.zeros((len(owners), len(weights)))
        days = defaultdict(dict)
        credits = list(made_of.credits)
        parts = np.array([[_quantity(weight, one, groups) for weight in weights] for one in credits], dtype=float)
        parts = parts.reshape(len(credits), len(weights)) * each
        for credit, part in zip(credits, parts, strict=True):
            owner = places.get(owner_of(credit), -1)
            if credit.user_id is not None and cap is not None:
                day = days[credit.user_id, credit.day]
                day[owner] = day[owner] + part if owner in day else part
            elif owner >= 0:
                self.free[owner] += part
        self._cut([day for day in days.values() if any(owner >= 0 for owner in day)], most)

    def _cut(self, days: list[dict], most: int) -> None:
        """Days below the cap under every change join the sums; the others are kept apart, those of one owner and
        those that the cap divides among several."""
        whole, shared = defaultdict(list), []
        for day in days:
            if sum(part.sum() for part in day.values()) * most <= self.cap:
                for owner, part in day.items():
                    if owner >= 0:
                        self.free[owner] += part
            elif len(day) == 1:
                ((owner, part),) = day.items()
                whole[owner].append(part)
            else:
                shared.append(day)
        self.whole_owners = np.array(list(whole), dtype=int)
        self.whole = np.array([part for parts in whole.values() for part in parts])
        self.whole_starts = np.cumsum([0, *(len(parts) for parts in whole.values())])[:-1]
        self.shared_owners = np.array([owner for day in shared for owner in day], dtype=int)
        self.shared = np.array([part for day in shared for part in day.values()])
        self.shared_day = np.array([place for place, day in enumerate(shared) for _ in day], dtype=int)
        self.shared_starts = np.cumsum([0, *(len(day) for day in shared)])[:-1]

    def sums(self, changes: np.ndarray) -> np.ndarray:
        """The points of every owner (columns) under every set of changes (rows, in thousandths), in `unit`s."""
        found = changes @ self.free.T
        if len(self.whole):
            held = np.minimum(changes @ self.whole.T, self.cap)
            found[:, self.whole_owners] += np.add.reduceat(held, self.whole_starts, axis=1)
        if len(self.shared):
            raw = changes @ self.shared.T
            day = np.add.reduceat(raw, self.shared_starts, axis=1)
            factor = self.cap / np.maximum(day, self.cap) if self.cap else np.zeros_like(day)
            counted = raw * factor[:, self.shared_day]
            for place, owner in enumerate(self.shared_owners):
                if owner >= 0:
                    found[:, owner] += counted[:, place]
        return found
