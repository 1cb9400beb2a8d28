"""Asks that wait for somebody's answer, and whom notices go to."""

from sqlalchemy import and_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.cover.models import Ask
from app.people.models import Grant, Skill, User
from app.people.queries import in_force
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SignUp
from app.signups.queries import TURN
from app.signups.queries.facts import skilled

PLANNERS = tuple(role.value for role in Role if Permission.SHIFT_PLAN in MATRIX[role])


def asks_of(user_id: int) -> list[Row]:
    """The shifts for which somebody is asked and has not answered, by their start, as long as they have not begun:
    the columns of a turn with its point, who asked, and ``already``, the state in it."""
    asker, own = aliased(User), aliased(SignUp)
    return list(
        db.session.execute(
            select(
                *TURN,
                Point.name.label("point"),
                Skill.name.label("skill"),
                skilled(Ask.user_id).label("skilled"),
                asker.name.label("asker"),
                Ask.asked_at,
                own.state.label("already"),
                own.offered_until,
            )
            .select_from(Ask)
            .join(Shift, Shift.id == Ask.shift_id)
            .join(Campaign, Campaign.id == Shift.campaign_id)
            .join(Point, Point.id == Shift.point_id)
            .join(asker, asker.id == Ask.asked_by)
            .outerjoin(Skill, Skill.id == Shift.skill_id)
            .outerjoin(own, and_(own.shift_id == Ask.shift_id, own.user_id == Ask.user_id, own.state != LEFT))
            .where(
                Ask.user_id == user_id,
                Ask.answer.is_(None),
                Shift.starts_at > now(),
                Shift.cancelled_at.is_(None),
                Campaign.closed_at.is_(None),
            )
            .order_by(Shift.starts_at, Ask.id)
        )
    )


def was_asked(shift_id: int, user_id: int) -> bool:
    return bool(db.session.scalar(select(Ask.id).where(Ask.shift_id == shift_id, Ask.user_id == user_id).limit(1)))


def planners_of(ward_id: int, day) -> list[int]:
    """Who plans the ward's shifts on a day."""
    query = select(Grant.user_id).where(Grant.ward_id == ward_id, Grant.role.in_(PLANNERS), in_force(day))
    return list(db.session.scalars(query.distinct().order_by(Grant.user_id)))
