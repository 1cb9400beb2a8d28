"""Writing marks: what the verbs of this room share."""

from sqlalchemy import insert

from app.attendance.models import AttendanceMark
from app.attendance.rules import Attendance, Mark
from app.core.clock import now
from app.core.db import db

_marks = AttendanceMark.__table__.c
_insert = insert(AttendanceMark.__table__).returning(_marks.id, _marks.shift_id, _marks.user_id, _marks.kind)


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


def keep(rows: list[dict]) -> dict[tuple[int, int, str], int]:
    """Write these in one statement: the ids by shift, person and kind."""
    written = db.session.connection().execute(_insert, rows) if rows else ()
    return {(row.shift_id, row.user_id, row.kind): row.id for row in written}


def told(turn, user_id: int, own: Attendance) -> dict:
    """What the trail keeps: ids, the state, and the minutes once they are known."""
    facts = {"shift": turn.id, "user": user_id, "state": own.state}
    return facts if own.minutes is None else {**facts, "minutes": own.minutes}
