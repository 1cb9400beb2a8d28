"""Who came: one shift, a day's shifts, and those who did not come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.attendance.models import AttendanceMark
from app.attendance.rules import CODE, EXCUSED, NO_SHOW, Attendance, Mark, Times, attendance_of
from app.core.clock import now
from app.core.db import db
from app.core.policy import Reach
from app.people.models import User
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

from .rows import MARK, by_key, last_word, marks_in, taken, times_of, turns

Writer = aliased(User)
# A code that comes in so long after its minute is told to the leader.
LATER = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One person with a seat: what was said, the last words first (each with who wrote it), and what follows."""

    user_id: int
    name: str
    attendance: Attendance
    said: list[tuple[Mark, str]]

    @property
    def sent_later(self) -> datetime | None:
        """When a code of this person came in, if long after its minute: the phone had no network."""
        late = [mark.made_at for mark, _who in self.said if mark.how == CODE and mark.made_at - mark.at > LATER]
        return min(late, default=None)


@dataclass(frozen=True)
class Sheet:
    """A shift and who has a seat in it."""

    turn: Row
    times: Times
    lines: list[Line]

    @property
    def arrived(self) -> int:
        return sum(line.attendance.arrived for line in self.lines)


def _people():
    seat = and_(SignUp.shift_id == Shift.id, SignUp.state == SEATED)
    said = and_(AttendanceMark.shift_id == Shift.id, AttendanceMark.user_id == SignUp.user_id)
    return (
        turns(*MARK, SignUp.user_id, User.name, Writer.name.label("writer"))
        .outerjoin(SignUp, seat)
        .outerjoin(User, User.id == SignUp.user_id)
        .outerjoin(AttendanceMark, said)
        .outerjoin(Writer, Writer.id == AttendanceMark.by)
        .order_by(Shift.starts_at, Shift.id, User.sort_key, User.id, AttendanceMark.id)
    )


def sheet_of(shift_id: int, reach: Reach, moment: datetime) -> Sheet | None:
    """The sheet of a shift in the reach: one statement."""
    rows = db.session.execute(_people().where(Shift.id == shift_id, reach.where(Shift.ward_id))).all()
    return _sheet(rows, moment) if rows else None


def day_sheets(campaign_id: int, day: date, moment: datetime) -> list[Sheet]:
    """The sheets of a campaign's day, by start: one statement."""
    rows = db.session.execute(
        _people().where(Shift.campaign_id == campaign_id, Shift.day == day, Shift.cancelled_at.is_(None))
    ).all()
    return [_sheet(group, moment) for group in by_key(rows, "id")]


def _sheet(rows, moment: datetime) -> Sheet:
    times = times_of(rows[0])
    was_taken = any(row.kind not in (None, EXCUSED) for row in rows)
    lines = []
    for person in by_key([row for row in rows if row.user_id is not None], "user_id"):
        said = [(mark, row.writer or "") for mark, row in zip(marks_in(person), person, strict=False)]
        attendance = attendance_of(marks_in(person), times, moment, was_taken)
        lines.append(Line(person[0].user_id, person[0].name, attendance, said[::-1]))
    return Sheet(rows[0], times, lines)


def no_shows(ward_id: int, since: date, until: datetime | None = None) -> list[Row]:
    """Rows (user_id, shift_id, day) of seats whose holder did not come without being excused, up to now.

    ``since``: the first day of shifts that count. Exact whether or not the rule has written its rows yet: who was
    there no more counts once the time for checking out is over. One statement.
    """
    word, moment = last_word(lambda mark: mark.kind), until or now()
    rows = db.session.execute(
        turns(SignUp.user_id, word.label("word"))
        .join(SignUp, and_(SignUp.shift_id == Shift.id, SignUp.state == SEATED))
        .where(
            Shift.ward_id == ward_id,
            Shift.day >= since,
            Shift.starts_at <= moment,
            Shift.cancelled_at.is_(None),
            or_(word == NO_SHOW, and_(word.is_(None), taken())),
        )
        .order_by(Shift.starts_at, Shift.id, SignUp.user_id)
    ).all()
    return [row for row in rows if row.word == NO_SHOW or moment >= times_of(row).settles]
