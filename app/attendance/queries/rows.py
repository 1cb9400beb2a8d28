"""Columns that the queries of this room share, and rows read as plain values."""

from datetime import timedelta
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from app.attendance.models import AttendanceMark
from app.attendance.rules import EXCUSED, OUT, Mark, Times
from app.campaigns.models import Campaign
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import SignUp

_other, _last = aliased(AttendanceMark), aliased(AttendanceMark)

# The most that the settings allow for checking out after a shift.
LONGEST_OUT = timedelta(hours=12)
MINUTES = (
    Campaign.check_in_before_minutes.label("before"),
    Campaign.late_after_minutes.label("late_after"),
    Campaign.check_out_after_minutes.label("out_after"),
)
# A shift with what the rules of attendance must know of it.
TURN = (
    Shift.id,
    Shift.ward_id,
    Shift.campaign_id,
    Shift.point_id,
    Shift.day,
    Shift.slot,
    Shift.starts_at,
    Shift.ends_at,
    Shift.seats_taken,
    Shift.max_heads,
    Shift.min_heads,
    Shift.cancelled_at,
    Campaign.closed_at,
    Campaign.slug,
    *MINUTES,
    Point.name.label("point"),
    Point.address,
)
MARK = (
    AttendanceMark.id.label("mark_id"),
    AttendanceMark.kind,
    AttendanceMark.how,
    AttendanceMark.at,
    AttendanceMark.made_at,
    AttendanceMark.by,
    AttendanceMark.reason,
)


def taken():
    """Whether attendance was taken in the shift at all: an excuse told beforehand does not say so."""
    return exists(select(_other.id).where(_other.shift_id == Shift.id, _other.kind != EXCUSED)).correlate(Shift)


def last_word(column):
    """A column of the last mark about the coming of a sign-up's holder; None where there is none."""
    own = (_last.shift_id == SignUp.shift_id, _last.user_id == SignUp.user_id, _last.kind != OUT)
    return select(column(_last)).where(*own).order_by(_last.id.desc()).limit(1).correlate(SignUp).scalar_subquery()


def turns(*columns):
    """Shifts with their campaign and point."""
    return (
        select(*TURN, *columns)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, (Point.ward_id == Shift.ward_id) & (Point.id == Shift.point_id))
    )


def attendance_columns():
    """For a list of shifts with the sign-ups of one person: the campaign's minutes for ``times_of``, the last word on
    coming (``word``), and whether somebody said that the person has gone (``gone``)."""
    gone = (_other.shift_id == SignUp.shift_id, _other.user_id == SignUp.user_id, _other.kind == OUT)
    return (
        *MINUTES,
        last_word(lambda mark: mark.kind).label("word"),
        exists(select(_other.id).where(*gone)).correlate(SignUp).label("gone"),
    )


def times_of(row) -> Times:
    return Times(row.starts_at, row.ends_at, row.before, row.late_after, row.out_after)


def mark_of(row) -> Mark:
    return Mark(row.kind, row.at, row.how, row.made_at, row.by, row.reason)


def marks_in(rows) -> list[Mark]:
    """The marks of rows in the order of their ids; rows without a mark are those of somebody who has none."""
    return [mark_of(row) for row in rows if row.mark_id is not None]


def by_key(rows, *names):
    """Rows in a row with the same values of these columns, together."""
    for _key, group in groupby(rows, key=lambda row: tuple(getattr(row, name) for name in names)):
        yield list(group)
