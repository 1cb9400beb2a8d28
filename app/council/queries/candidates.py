"""Candidates of a round beyond its locked list, and what is known of those on the agenda."""

from typing import NamedTuple

from sqlalchemy import select

from app.awards.models import Nomination, Round
from app.awards.queries import boards_of
from app.awards.rules import CHOSEN
from app.core.db import db


class Addable(NamedTuple):
    """A candidate whom the chair may put on the agenda."""

    nomination_id: int
    board: str
    name: str
    unit: str
    place: int | None


def addable(round_id: int) -> list[Addable]:
    """Who is not on the locked list and could be: with a place in the ranking, or proposed without one, and not on
    hold. In the order of boards and points."""
    boards = boards_of(db.session.get(Round, round_id))
    lines = (line for table in boards.tables.values() for line in table.lines)
    fit = {line.candidate.subject_id for line in lines if not line.candidate.on_hold and line.verdict != CHOSEN}
    return [
        Addable(row.id, row.board, row.name, row.unit or "", row.place)
        for row in boards.rows.values()
        if row.id in fit and (row.standing_id is None or row.place is not None)
    ]


def known_of(nomination_ids: list[int]) -> dict[int, tuple]:
    """(subject, name, user_id, team_id, who proposed it) of candidates."""
    rows = db.session.execute(
        select(
            Nomination.id,
            Nomination.subject,
            Nomination.name,
            Nomination.user_id,
            Nomination.team_id,
            Nomination.added_by,
            Nomination.standing_id,
        ).where(Nomination.id.in_(nomination_ids))
    )
    return {row.id: (*row[1:5], frozenset(set() if row.standing_id else {row.added_by} - {None})) for row in rows}
