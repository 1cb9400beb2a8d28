"""How firm a list is, worked out once for each ranking and kept by its checksum."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import select

from app.core.db import db
from app.ranking.models import Ranking
from app.ranking.queries.inputs import Live
from app.ranking.rules import Scheme, canonical, checksum, counted

if TYPE_CHECKING:
    from app.ranking.rules.firmness import Firmness

# How many boards one process keeps; each is a few kilobytes.
KEPT = 64
_lock = Lock()


@dataclass(frozen=True)
class Firm:
    """The answer with what it speaks of: names and teams by id, and the scheme."""

    firmness: "Firmness"
    names: dict[int, tuple[str, str]]
    scheme: Scheme
    checksum: str


def firm_copy(ranking_id: int, ranking_checksum: str, board: str, quota: int) -> Firm:
    """How firm the line of a published ranking is; its text is read only the first time. One statement then."""
    return _kept(
        (ranking_checksum, board, quota),
        lambda: db.session.scalar(select(Ranking.document).where(Ranking.id == ranking_id)),
    )


def firm_live(live: Live, board: str, quota: int) -> Firm:
    """The same for the ranking as it stands."""
    document = canonical(live.outcome, live.inputs.scheme)
    return _kept((checksum(document), board, quota), lambda: document)


def _kept(key: tuple[str, str, int], text: Callable[[], str]) -> Firm:
    shelf = current_app.extensions.setdefault("firmness", OrderedDict())
    with _lock:
        if key in shelf:
            shelf.move_to_end(key)
            return shelf[key]
    found = _worked_out(text(), *key)
    with _lock:
        shelf[key] = found
        while len(shelf) > KEPT:
            shelf.popitem(last=False)
    return found


def _worked_out(document: str, ranking_checksum: str, board: str, quota: int) -> Firm:
    # Loaded where it is needed: most processes never are asked, and NumPy takes its time and memory.
    from app.ranking.rules.firmness import firmness

    made_of = counted(document)
    outcome = made_of.rank()
    people = {one.subject_id: (one.person.name, one.person.team) for one in outcome.individuals}
    teams = {one.subject_id: (one.squad.name, "") for one in outcome.collectives}
    # Nobody chooses the seed: it is the ranking's own.
    found = firmness(made_of, outcome, board, quota, int(ranking_checksum[:16], 16))
    return Firm(found, people if board == "individuals" else teams, made_of.scheme, ranking_checksum)
