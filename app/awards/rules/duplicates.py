"""One achievement gets one award: who is on a list of another round of the same days as well."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.core.text import fold


class Elsewhere(NamedTuple):
    """Somebody chosen in another round. `locked_on` None: its list is open still."""

    subject: str
    user_id: int | None
    team_id: int | None
    name: str
    campaign: str
    locked_on: date | None


def elsewhere_of(rows: Iterable, others: Iterable[Elsewhere]) -> dict[int, list[Elsewhere]]:
    """For each candidate (a row with id, subject, user_id, team_id, name) its lines on other lists.

    Who has an account or a team is known by it; whoever is a name alone, on either side, by the folded name.
    """
    by_key = defaultdict(list)
    for one in others:
        for key in _keys(one):
            by_key[key].append(one)
    found = {}
    for row in rows:
        seen = dict.fromkeys(one for key in _keys(row) for one in by_key.get(key, ()) if _may_be_same(row, one))
        if seen:
            found[row.id] = list(seen)
    return found


def _keys(one) -> list[tuple]:
    known = one.user_id or one.team_id
    named = (one.subject, "name", fold(one.name))
    return [(one.subject, "id", known), named] if known else [named]


def _may_be_same(row, one: Elsewhere) -> bool:
    """Two known ids decide; a name decides only where one side has nothing else."""
    left, right = row.user_id or row.team_id, one.user_id or one.team_id
    return left == right if left and right else True
