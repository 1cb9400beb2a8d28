"""Whose shift is near and who has not been reminded of it."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, select
from sqlalchemy.engine import Row

from app.core.db import db
from app.messages.models import Message
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp


def due_reminders(name: str, moment: datetime, since: timedelta, until: timedelta, most: int = 500) -> list[Row]:
    """Seats of shifts that start within these times from now, whose holders have not said that they come and have
    not been told this message (key "name:sign-up")."""
    key = name + ":" + SignUp.id.cast(Message.key.type)
    known = exists().where(Message.user_id == SignUp.user_id, Message.kind == name, Message.key == key)
    query = (
        select(
            SignUp.id.label("sign_up_id"),
            SignUp.user_id,
            SignUp.ward_id,
            SignUp.seated_at,
            Shift.id,
            Shift.starts_at,
            Shift.ends_at,
            Point.name.label("point"),
        )
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Point, Point.id == Shift.point_id)
        .where(
            and_(SignUp.state == SEATED, Shift.cancelled_at.is_(None), SignUp.confirmed_at.is_(None)),
            Shift.starts_at > moment + until,
            Shift.starts_at <= moment + since,
            ~known,
        )
        .order_by(SignUp.id)
        .limit(most)
    )
    # Who has taken the seat since then knows of it.
    return [row for row in db.session.execute(query) if row.seated_at <= row.starts_at - since]
