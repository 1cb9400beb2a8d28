"""Candidates of a round beyond its locked list."""

from typing import NamedTuple

from app.awards.models import Round
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
    """Who is not on the locked list and could be: with a place in the ranking or proposed with grounds, neither on
    hold nor dissolved. In the order of boards and points."""
    boards = boards_of(db.session.get(Round, round_id))
    lines = (line for table in boards.tables.values() for line in table.lines)
    fit = {line.candidate.subject_id for line in lines if line.verdict != CHOSEN and _eligible(line.candidate)}
    return [
        Addable(row.id, row.board, row.name, row.unit or "", row.place)
        for row in boards.rows.values()
        if row.id in fit
    ]


def _eligible(one) -> bool:
    return (one.rank is not None or one.proposed) and not one.on_hold and not one.dissolved
