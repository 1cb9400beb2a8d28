"""The urn of a secret ballot: who voted goes into one table, what was voted into another, and nothing joins them."""

import hashlib
import secrets

from sqlalchemy import delete, insert, select

from app.core.db import db
from app.core.reasons import Refused
from app.council.models import BallotPaper, BallotStub
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer

from .shared import must_favour

_lots = secrets.SystemRandom()


def new_token() -> str:
    """What a browser keeps, and nobody else, to change its votes with."""
    return secrets.token_urlsafe(32)


def mark_of(token: str, member_id: int, line_id: int) -> str:
    """What stands on the paper. Without the token nobody finds the member in it; it differs from line to line, so
    that papers of one person are not alike, and a token changes papers of its own member alone."""
    return hashlib.sha256(f"{token}:{member_id}:{line_id}".encode()).hexdigest()


def _papers(line_ids) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {line_id: {} for line_id in line_ids}
    rows = db.session.execute(
        select(BallotPaper.line_id, BallotPaper.mark, BallotPaper.choice).where(BallotPaper.line_id.in_(found))
    )
    for line_id, mark, choice in rows:
        found[line_id][mark] = choice
    return found


def _shuffle_in(live: Live, papers: dict[int, dict[str, str]]) -> None:
    """Write all papers of these lines anew in an order drawn by lot. So neither the place of a row nor the
    transaction that wrote it (PostgreSQL's xmin) tells which of them came last."""
    rows = [
        {
            "mark": mark,
            "line_id": line_id,
            "ward_id": live.session.ward_id,
            "session_id": live.id,
            "choice": choice,
        }
        for line_id, marks in papers.items()
        for mark, choice in marks.items()
    ]
    _lots.shuffle(rows)
    db.session.execute(delete(BallotPaper).where(BallotPaper.line_id.in_(papers)))
    if rows:
        db.session.execute(insert(BallotPaper), rows)


def drop_in(live: Live, member_id: int, choices: dict[int, str], written: bool, token: str) -> None:
    """Cast or change secret votes, line -> choice. A vote that another browser cast stands."""
    ballot = [line for line in live.open_lines if line.seats is not None]
    papers, new = _papers({*choices, *(line.id for line in ballot)}), []
    _must_be_few(live, member_id, choices, token, papers, ballot)
    papers = {line_id: papers[line_id] for line_id in choices}
    for line_id, choice in choices.items():
        mark = mark_of(token, member_id, line_id)
        voted = member_id in live.cast.get(line_id, {})
        if voted and mark not in papers[line_id]:
            raise Refused(CouncilAnswer.STANDS)
        if not voted:
            new.append(line_id)
        papers[line_id][mark] = choice
    if new:
        place = {"ward_id": live.session.ward_id, "session_id": live.id, "member_id": member_id, "written": written}
        db.session.execute(insert(BallotStub), [{**place, "line_id": line_id} for line_id in new])
    _shuffle_in(live, papers)


def _must_be_few(live: Live, member_id: int, choices: dict[int, str], token: str, papers: dict, ballot: list) -> None:
    """In a run-off a member is in favour of as many as it has places. Their other votes of it are known by the token
    alone, so that all of them are cast in one browser."""
    cast = {}
    for line in ballot:
        mark = mark_of(token, member_id, line.id)
        if member_id in live.cast.get(line.id, {}) and mark not in papers[line.id]:
            raise Refused(CouncilAnswer.STANDS)
        if mark in papers[line.id]:
            cast[line.id] = papers[line.id][mark]
    must_favour(live, cast, choices)


def take_back(live: Live, line_id: int, member_id: int, token: str) -> None:
    """Take a secret vote out of the urn again."""
    papers = _papers([line_id])
    if papers[line_id].pop(mark_of(token, member_id, line_id), None) is None:
        raise Refused(CouncilAnswer.STANDS)
    db.session.execute(delete(BallotStub).where(BallotStub.line_id == line_id, BallotStub.member_id == member_id))
    _shuffle_in(live, papers)


def count_out(line_ids: list[int]) -> dict[int, list[str]]:
    """What lies in the urn: line -> its votes."""
    return {line_id: sorted(marks.values()) for line_id, marks in _papers(line_ids).items()}


def burn(line_ids: list[int]) -> None:
    """Once they are counted the papers are gone: the database held the count against them (trigger)."""
    db.session.execute(delete(BallotPaper).where(BallotPaper.line_id.in_(line_ids)))
