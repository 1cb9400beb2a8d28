"""Writing marks: what the verbs of this room share."""

from sqlalchemy import insert

from app.attendance.models import AttendanceMark
from app.attendance.rules import Attendance, Mark
from app.core.clock import now
from app.core.db import db

_insert = insert(AttendanceMark.__table__).returning(AttendanceMark.__table__.c.id, sort_by_parameter_order=True)


def row_of(turn, user_id: int, mark: Mark) -> dict:
    return {
        "ward_id": turn.ward_id,
        "shift_id": turn.id,
        "user_id": user_id,
        "kind": mark.kind,
        "how": mark.how,
        "at": mark.at,
        "made_at": now(),
        "by": mark.by,
        "reason": mark.reason,
    }


def keep(rows: list[dict]) -> list[int]:
    """Write these and return their ids in the same order."""
    return list(db.session.connection().execute(_insert, rows).scalars())


def told(turn, user_id: int, own: Attendance) -> dict:
    """What the trail keeps: ids, the state, and the minutes once they are known."""
    facts = {"shift": turn.id, "user": user_id, "state": own.state}
    return facts if own.minutes is None else {**facts, "minutes": own.minutes}
