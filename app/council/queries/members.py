"""The members of a session, and what was last said of their attendance."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from app.core.db import db
from app.council.models import (
    CouncilAttendance,
    CouncilBallot,
    CouncilConfirmation,
    CouncilMember,
    CouncilPresence,
)
from app.council.rules.meeting import CHAIR, SECRETARY, Seat


class Person(NamedTuple):
    """A member with what was last said of their attendance: `noted_by` whom (a user), `confirmed_by` whom else.
    `attended`: is or was present in the ballot that is open."""

    id: int
    user_id: int
    name: str
    post: str
    duty: str
    word: str | None
    noted_by: int | None
    attendance_id: int | None
    confirmed_by: int | None
    attended: bool

    @property
    def seat(self) -> Seat:
        confirmed = self.noted_by == self.user_id or self.confirmed_by is not None
        return Seat(self.id, self.user_id, self.duty, self.word or "", self.noted_by, confirmed)

    @property
    def here(self) -> bool:
        return self.seat.here

    @property
    def waits(self) -> bool:
        return self.seat.waits


# Building it costs more than reading by it, and it never differs.
@cache
def _members():
    """The members of the session ``:session_id``."""
    session_id = bindparam("session_id")
    last = (
        select(func.max(CouncilAttendance.id))
        .where(CouncilAttendance.session_id == session_id, CouncilAttendance.member_id == CouncilMember.id)
        .correlate(CouncilMember)
        .scalar_subquery()
    )
    attended = (
        select(CouncilPresence.ballot_id)
        .join(CouncilBallot, CouncilBallot.id == CouncilPresence.ballot_id)
        .where(CouncilPresence.member_id == CouncilMember.id, CouncilBallot.closed_at.is_(None))
        .exists()
    )
    return (
        select(
            CouncilMember.id,
            CouncilMember.user_id,
            CouncilMember.name,
            CouncilMember.post,
            CouncilMember.duty,
            CouncilAttendance.word,
            CouncilAttendance.by,
            CouncilAttendance.id,
            CouncilConfirmation.by,
            attended,
        )
        .outerjoin(CouncilAttendance, CouncilAttendance.id == last)
        .outerjoin(CouncilConfirmation, CouncilConfirmation.attendance_id == CouncilAttendance.id)
        .where(CouncilMember.session_id == session_id)
    )


def members_of(session_id: int) -> list[Person]:
    """Chair, secretary, then by the order of calling."""
    rows = db.session.execute(_members(), {"session_id": session_id})
    order = {CHAIR: 0, SECRETARY: 1}
    return sorted((Person(*row) for row in rows), key=lambda row: (order.get(row.duty, 2), row.id))
