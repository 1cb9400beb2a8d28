"""Shifts that still take somebody."""

from datetime import date, datetime
from functools import cache

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.db import db
from app.people.models import Skill
from app.places.models import Point
from app.shifts.models import Shift

from .columns import HELD, TURN
from .facts import skilled


@cache
def _open(beside: bool):
    sibling, campaign = aliased(Shift), bindparam("campaign")
    open_now = and_(
        Shift.starts_at > bindparam("now"),
        Shift.day <= bindparam("last"),
        Shift.cancelled_at.is_(None),
        Shift.seats_taken + HELD < Shift.max_heads,
    )
    if beside:
        campaign = select(sibling.campaign_id).where(sibling.id == bindparam("shift")).scalar_subquery()
        open_now = or_(open_now, Shift.id.in_(bindparam("shown", expanding=True)))
    return (
        select(
            *TURN,
            Point.name.label("point"),
            Skill.name.label("skill"),
            skilled(bindparam("user")).label("skilled"),
        )
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .where(
            Shift.campaign_id == campaign,
            open_now,
        )
        .order_by(Shift.starts_at, Shift.id)
    )


def open_shifts(campaign_id: int, now: datetime, last: date, user_id: int) -> list[Row]:
    """A campaign's shifts with free seats that begin after ``now``, up to a day, by their start."""
    values = {"campaign": campaign_id, "now": now, "last": last, "user": user_id}
    return db.session.connection().execute(_open(False), values).all()


def open_beside(shift_id: int, now: datetime, last: date, user_id: int, shown: list[int]) -> list[Row]:
    """The same for the campaign of this shift, with those of it that are ``shown`` already, full or not."""
    values = {"shift": shift_id, "now": now, "last": last, "user": user_id, "shown": shown}
    return db.session.connection().execute(_open(True), values).all()
