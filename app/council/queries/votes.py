"""The votes of a session: by name where it is open, else only that somebody voted."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from app.core.db import db
from app.council.models import BallotStub, CouncilVote, CouncilWithdrawal


class Cast(NamedTuple):
    """That a member voted on a line; `choice` "" in a secret ballot. `reference`, `dated`: of the paper from which it
    was entered."""

    choice: str
    written: bool
    reference: str = ""
    dated: date | None = None


class Withdrawn(NamedTuple):
    """An opinion on paper that no longer counts: its member objected, or `came`."""

    line_id: int
    member_id: int
    why: str
    at: datetime
    reference: str
    dated: date


def stubs_of(session_id: int) -> dict[int, dict[int, Cast]]:
    """Of a secret ballot: line -> member -> that they voted."""
    found: dict[int, dict[int, Cast]] = {}
    columns = (BallotStub.line_id, BallotStub.member_id, BallotStub.written)
    rows = db.session.execute(select(*columns).where(BallotStub.session_id == session_id))
    for line_id, member_id, written in rows:
        found.setdefault(line_id, {})[member_id] = Cast("", written)
    return found


def votes_of(session_id: int) -> tuple[dict[int, dict[int, Cast]], list[Withdrawn]]:
    """Of an open ballot: line -> member -> the vote that counts; and the opinions that no longer do."""
    names = ("line_id", "member_id", "choice", "written", "reference", "dated")
    same = (CouncilWithdrawal.line_id == CouncilVote.line_id) & (CouncilWithdrawal.member_id == CouncilVote.member_id)
    rows = db.session.execute(
        select(*(getattr(CouncilVote, name) for name in names), CouncilWithdrawal.why, CouncilWithdrawal.at)
        .outerjoin(CouncilWithdrawal, same & (CouncilVote.reference != ""))
        .where(CouncilVote.session_id == session_id)
        .order_by(CouncilVote.id)
    )
    found: dict[int, dict[int, Cast]] = {}
    withdrawn = {}
    for line_id, member_id, *cast, why, at in rows:
        if why is None:
            found.setdefault(line_id, {})[member_id] = Cast(*cast)
        else:
            withdrawn[line_id, member_id] = Withdrawn(line_id, member_id, why, at, cast[2], cast[3])
    return found, list(withdrawn.values())
