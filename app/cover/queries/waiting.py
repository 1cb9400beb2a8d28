"""Whether somebody is asked for a shift to come, as part of the statement that every page begins with."""

from sqlalchemy import bindparam, exists

from app.core.db import Instant
from app.cover.models import Ask
from app.people.models import User
from app.shifts.models import Shift

_asks, _shifts = Ask.__table__.c, Shift.__table__.c
ASKS_WAIT = exists().where(
    _asks.user_id == User.__table__.c.id,
    _asks.answer.is_(None),
    _shifts.id == _asks.shift_id,
    _shifts.starts_at > bindparam("now", type_=Instant()),
)
