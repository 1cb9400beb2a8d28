"""What the rule says once a shift's time for checking out is over, written down by the job of every minute."""

from datetime import datetime

from sqlalchemy import select

from app.attendance.events import CheckOutForgotten, ShiftMissed
from app.attendance.queries import times_of, unsettled
from app.attendance.rules import HAND, NO_SHOW, OUT, RULE, Mark, attendance_of
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce_all
from app.messages.minute import every_minute
from app.shifts.models import Shift

from .writing import keep, row_of, told


@every_minute
@asked_again
@action
def close_forgotten(moment: datetime | None = None) -> int:
    """Close forgotten check-outs at the shift's end, and write down who did not come to a shift at which attendance
    was taken. Returns how many marks that were; called again, there is nothing left to do."""
    moment = moment or now()
    shifts = {row.id for row in unsettled(moment)}
    if not shifts:
        return 0
    # Who writes by hand holds the shift: looked at again behind its lock.
    db.session.execute(select(Shift.id).where(Shift.id.in_(shifts)).order_by(Shift.id).with_for_update())
    rows = [row for row in unsettled(moment) if row.id in shifts]
    marks = [_mark(row) for row in rows]
    ids = keep([row_of(row, row.user_id, mark) for row, mark in zip(rows, marks, strict=True)])
    announce_all([_event(row, mark, ids, moment) for row, mark in zip(rows, marks, strict=True)])
    return len(ids)


def _mark(row) -> Mark:
    return Mark(NO_SHOW if row.word is None else OUT, row.ends_at, RULE)


def _event(row, mark: Mark, ids: dict, moment: datetime):
    said = [] if row.word is None else [Mark(row.word, row.came, HAND)]
    after = attendance_of([*said, mark], times_of(row), moment, taken=True)
    subject = ids[row.id, row.user_id, mark.kind]
    kind = ShiftMissed if mark.kind == NO_SHOW else CheckOutForgotten
    return kind(ward_id=row.ward_id, subject_id=subject, by=None, after=told(row, row.user_id, after))
