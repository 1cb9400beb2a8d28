"""What was begun and not sent, and what was written about a shift: asked before an empty form is opened."""

from datetime import date

from sqlalchemy import and_, func, select

from app.contributions.models import Log
from app.contributions.rules import DRAFT, RETURNED
from app.core.db import db
from app.places.models import Point, Team
from app.shifts.models import Shift

from .desk import ALIVE

MOST_SHOWN = 20


def drafts_of(visitor_id: int, campaign_id: int, together: bool = False) -> list:
    """Rows of one's own drafts in a campaign (with ``together`` those filed for a team), the last day first, not more
    than MOST_SHOWN; ``n`` of each tells how many there are in all."""
    whose = and_(Log.user_id.is_(None), Log.filed_by == visitor_id) if together else Log.user_id == visitor_id
    query = (
        select(
            Log.id,
            Log.day,
            Log.slot,
            Log.minutes,
            Log.attended_minutes,
            Log.shift_id,
            Shift.starts_at,
            Shift.ends_at,
            Team.name.label("team"),
            Point.name.label("point"),
            func.count().over().label("n"),
        )
        .outerjoin(Shift, Shift.id == Log.shift_id)
        .outerjoin(Team, Team.id == Log.team_id)
        .outerjoin(Point, Point.id == Log.point_id)
        .where(Log.campaign_id == campaign_id, Log.state == DRAFT, whose)
        .order_by(Log.day.desc(), Log.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(db.session.execute(query).all())


def measured_since(drafts: list, day: date):
    """The one draft there is, where attendance began it and it is of this day or later; else None."""
    only = drafts[0] if len(drafts) == 1 else None
    return only if only is not None and only.attended_minutes is not None and only.day >= day else None


def record_of_shift(user_id: int, shift_id: int):
    """The row (id, state) of this person's last record of a shift that is begun, returned, waiting or approved."""
    query = (
        select(Log.id, Log.state)
        .where(Log.shift_id == shift_id, Log.user_id == user_id, Log.state.in_((DRAFT, RETURNED, *ALIVE)))
        .order_by(Log.id.desc())
        .limit(1)
    )
    return db.session.execute(query).one_or_none()
