"""Who has a seat still to come, or waits in line for one."""

from datetime import datetime

from sqlalchemy import select

from app.core.db import db
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SignUp


def _coming(moment: datetime, *where) -> list:
    query = (
        select(
            SignUp.user_id,
            Shift.id,
            Shift.ward_id,
            Shift.point_id,
            Shift.starts_at,
            Shift.ends_at,
            Point.name.label("point"),
        )
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Point, Point.id == Shift.point_id)
        .where(SignUp.state != LEFT, Shift.ends_at > moment, Shift.cancelled_at.is_(None), *where)
        .order_by(Shift.starts_at, SignUp.id)
    )
    return list(db.session.execute(query).all())


def coming_in(shift_ids: list[int], moment: datetime) -> list:
    """Rows (user_id and the shift) of everybody on these shifts or in line for them, of those not over at this
    moment; the first shift first. One statement."""
    return _coming(moment, Shift.id.in_(shift_ids))


def coming_at(point_ids: list[int], moment: datetime) -> list:
    """The same for all shifts at these points."""
    return _coming(moment, Shift.point_id.in_(point_ids))
