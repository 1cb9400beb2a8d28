"""Candidates of a round beyond its locked list, and what is known of those on the agenda."""

from typing import NamedTuple

from sqlalchemy import and_, select

from app.awards.models import Nomination, Proposal, Round
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


def known_of(nomination_ids: list[int]) -> dict[int, tuple]:
    """(subject, name, user_id, team_id, who proposed it) of candidates."""
    columns = (Nomination.id, Nomination.subject, Nomination.name, Nomination.user_id, Nomination.team_id)
    rows = db.session.execute(
        select(*columns, Proposal.by)
        .outerjoin(Proposal, and_(Proposal.nomination_id == Nomination.id, Proposal.withdrawn_at.is_(None)))
        .where(Nomination.id.in_(nomination_ids))
    )
    found: dict[int, tuple] = {}
    for row in rows:
        known = found.get(row.id, (*row[1:5], frozenset()))
        found[row.id] = (*known[:4], known[4] | ({row.by} if row.by else frozenset()))
    return found
