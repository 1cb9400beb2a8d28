"""What was decided on after the ranking was frozen, and what each of it would change: worked out once and kept by the
frozen copy's checksum."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from flask import current_app
from sqlalchemy import select

from app.contributions.queries import LateRow, late_of
from app.core.db import db
from app.ranking.models import Ranking
from app.ranking.queries.frame import Frame
from app.ranking.queries.freezing import Frozen
from app.ranking.rules import Counted, Credit, Effect, Late, Outcome, Person, Squad, counted, effect

# How many frozen copies (each with its quotas) one process keeps the effects of.
KEPT = 8
_lock = Lock()


@dataclass(frozen=True)
class Appeals:
    """Every late record with its own effect, in the order of the decisions, and that of all of them."""

    lines: list[tuple[LateRow, Effect]]
    together: Effect


class _Shelf:
    """The effects on one frozen copy. A decided record never changes, so what it changes is worked out once."""

    def __init__(self, made_of: Counted):
        self.made_of: Counted = made_of
        self.before: Outcome = made_of.rank()
        self.effects: dict[tuple, Effect] = {}
        self.together: tuple = ((), None)

    def of(self, late: Late, quotas: Mapping[str, int]) -> Effect:
        key = late.credit.log_id, late.taken
        if key not in self.effects:
            self.effects[key] = effect(self.made_of, self.before, [late], quotas)
        return self.effects[key]

    def of_all(self, late: list[Late], quotas: Mapping[str, int]) -> Effect:
        key = tuple((one.credit.log_id, one.taken) for one in late)
        if self.together[0] != key or self.together[1] is None:
            self.together = key, effect(self.made_of, self.before, late, quotas)
        return self.together[1]


def appeals_of(campaign_id: int, ward_id: int, frame: Frame, quotas: Mapping[str, int]) -> Appeals:
    """What was approved or reversed since the frozen copy of this frame, and what it would change to the line of
    `quotas`.

    One statement, and one more the first time, for the copy's text.
    """
    frozen = frame.freezing.frozen
    rows = late_of(campaign_id, frozen.until)
    if any(kind_id not in frame.codes for row in rows for kind_id in row.credit.counts):
        # A kind came into being, and a log of it was approved, between the two statements.
        frame = Frame(campaign_id, ward_id)
    late = [_late(row, frame) for row in rows]
    shelf = _shelf(frozen, quotas)
    return Appeals(
        [(row, shelf.of(one, quotas)) for row, one in zip(rows, late, strict=True)], shelf.of_all(late, quotas)
    )


def _shelf(frozen: Frozen, quotas: Mapping[str, int]) -> _Shelf:
    shelves, key = current_app.extensions.setdefault("late", OrderedDict()), (frozen.checksum, *quotas.items())
    with _lock:
        if key in shelves:
            shelves.move_to_end(key)
            return shelves[key]
    made = _Shelf(counted(db.session.scalar(select(Ranking.document).where(Ranking.id == frozen.id))))
    with _lock:
        shelves[key] = made
        while len(shelves) > KEPT:
            shelves.popitem(last=False)
    return made


def _late(row: LateRow, frame: Frame) -> Late:
    """The record as the rules take it. Whoever the frozen ranking does not list is taken to have no hold, and no more
    than this team; a team that it does not list has no members there, so it can have no place."""
    one = row.credit
    counts = {frame.codes[kind_id]: quantity for kind_id, quantity in one.counts.items()}
    credit = Credit(one.log_id, one.user_id, one.team_id, one.day, one.minutes, one.groups, counts)
    person = squad = None
    if one.user_id is not None:
        person = Person(one.user_id, row.name, row.sort_key, None, one.team_id, row.team, on_hold=False)
    if one.team_id is not None:
        squad = Squad(one.team_id, row.team, row.team_key, members=0, active=True)
    return Late(credit, row.taken, person, squad)
