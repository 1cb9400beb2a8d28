"""What a screen at a point shows: the shifts for which a code is shown now, and the next one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.engine import Row

from app.attendance.models import AttendanceMark
from app.attendance.rules import Mark, Times, attendance_of
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.policy import Reach
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

from .rows import MARK, TURN, by_key, times_of

# Further away no shift is open: the settings end at 12 hours.
_NEAR = timedelta(days=1)


@dataclass(frozen=True)
class Open:
    """A shift whose code is shown, and how many of those with a seat have come."""

    turn: Row
    times: Times
    arrived: int


@dataclass(frozen=True)
class Desk:
    """A point (or one shift of it) as its screen shows it. ``next_opens``: when the next code is shown, if soon."""

    point: str
    address: str
    open: list[Open] = field(default_factory=list)
    next_turn: Row | None = None
    next_opens: datetime | None = None


def open_at_point(point_id: int, reach: Reach, now: datetime) -> Desk | None:
    """The point, if it lies in the reach: one statement."""
    near = and_(
        Shift.point_id == Point.id,
        Shift.ends_at > now - _NEAR,
        Shift.starts_at < now + _NEAR,
        Shift.cancelled_at.is_(None),
    )
    return _desk(_query(near).where(Point.id == point_id, reach.where(Point.ward_id)), now)


def shift_desk(shift_id: int, reach: Reach, now: datetime) -> Desk | None:
    """The same for one shift alone."""
    one = and_(Shift.point_id == Point.id, Shift.cancelled_at.is_(None))
    return _desk(_query(one, alone=True).where(Shift.id == shift_id, reach.where(Shift.ward_id)), now)


def _query(shifts, alone: bool = False):
    seat = and_(SignUp.shift_id == Shift.id, SignUp.state == SEATED)
    said = and_(AttendanceMark.shift_id == Shift.id, AttendanceMark.user_id == SignUp.user_id)
    columns = [column for column in TURN if column.key not in ("point", "address")]
    return (
        select(*columns, Point.name.label("point"), Point.address, SignUp.user_id, *MARK)
        .select_from(Point)
        .join(Shift, shifts, isouter=not alone)
        .outerjoin(Campaign, Campaign.id == Shift.campaign_id)
        .outerjoin(SignUp, seat)
        .outerjoin(AttendanceMark, said)
        .order_by(Shift.starts_at, Shift.id, SignUp.user_id, AttendanceMark.id)
    )


def _desk(query, now: datetime) -> Desk | None:
    rows = db.session.execute(query).all()
    if not rows:
        return None
    point, opened, coming = rows[0], [], []
    for group in by_key([row for row in rows if row.id is not None], "id"):
        turn, times = group[0], times_of(group[0])
        if turn.closed_at is not None:
            continue
        if times.open_at(now):
            opened.append(Open(turn, times, _arrived(group, times, now)))
        elif now < times.opens:
            coming.append((times.opens, turn))
    soonest = min(coming, key=lambda pair: (pair[0], pair[1].id), default=(None, None))
    return Desk(point.point, point.address, opened, soonest[1], soonest[0])


def _arrived(rows, times: Times, now: datetime) -> int:
    found = 0
    for person in by_key(rows, "user_id"):
        marks = [Mark(row.kind, row.at, row.how) for row in person if row.mark_id is not None]
        found += attendance_of(marks, times, now, taken=True).arrived
    return found
