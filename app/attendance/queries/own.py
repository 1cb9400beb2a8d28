"""One person in one shift."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.engine import Row

from app.attendance.models import AttendanceMark
from app.attendance.rules import ARRIVED, OUT, Attendance, Mark, Times, attendance_of
from app.core.db import db
from app.core.policy import Reach
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

from .rows import MARK, marks_in, taken, times_of, turns


@dataclass(frozen=True)
class Own:
    """A shift (columns by name), whether the person has a seat in it, and what was said about them."""

    turn: Row
    times: Times
    seated: bool
    marks: tuple[Mark, ...]
    attendance: Attendance

    def after(self, *marks: Mark, now: datetime) -> Attendance:
        """Where the person stands once these marks are added."""
        return attendance_of((*self.marks, *marks), self.times, now, taken=True)


def own_attendance(shift_id: int, user_id: int, reach: Reach, now: datetime) -> Own | None:
    """The shift, if it lies in the reach, and where the person stands in it: one statement."""
    seat = and_(SignUp.shift_id == Shift.id, SignUp.user_id == user_id, SignUp.state == SEATED)
    said = and_(AttendanceMark.shift_id == Shift.id, AttendanceMark.user_id == user_id)
    rows = db.session.execute(
        turns(*MARK, SignUp.id.label("sign_up_id"), taken().label("taken"))
        .outerjoin(SignUp, seat)
        .outerjoin(AttendanceMark, said)
        .where(Shift.id == shift_id, reach.where(Shift.ward_id))
        .order_by(AttendanceMark.id)
    ).all()
    if not rows:
        return None
    turn, times, marks = rows[0], times_of(rows[0]), tuple(marks_in(rows))
    return Own(turn, times, turn.sign_up_id is not None, marks, attendance_of(marks, times, now, turn.taken))


def not_gone(user_id: int, shift_ids: list[int]) -> set[int]:
    """Those of these shifts to which the person came, and where nobody has said yet that they left: one statement."""
    rows = db.session.execute(
        select(AttendanceMark.shift_id, AttendanceMark.kind)
        .where(AttendanceMark.user_id == user_id, AttendanceMark.shift_id.in_(shift_ids))
        .order_by(AttendanceMark.id)
    ).all()
    came = {shift_id: kind in ARRIVED for shift_id, kind in rows if kind != OUT}
    return {shift_id for shift_id, arrived in came.items() if arrived} - {row[0] for row in rows if row[1] == OUT}
