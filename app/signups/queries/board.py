"""The board: a day's shifts, and the whole campaign's.

Columns, not entities, straight from the connection: the whole campaign is 810 rows, and the session's own loading
costs more than the query.
"""

from datetime import date
from functools import cache

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign, CampaignPoint
from app.campaigns.rules.limits import LIMITS
from app.core.clock import day_bounds
from app.core.db import db
from app.core.prepared import Prepared
from app.people.models import Skill
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.rules import AROUND

from .columns import HELD, TEAMS
from .facts import skilled


def _coming():
    """How many of those who have a seat in the shift have said that they will be there."""
    seat = aliased(SignUp)
    return (
        select(func.count(seat.id))
        .where(seat.shift_id == Shift.id, seat.state == SEATED, seat.confirmed_at.is_not(None))
        .correlate(Shift)
        .scalar_subquery()
    )


@cache
def _day(beside: bool, planner: bool):
    sibling = aliased(Shift)
    campaign = bindparam("campaign")
    limits = [getattr(Campaign, name) for name in LIMITS]
    if beside:
        campaign = select(sibling.campaign_id).where(sibling.id == bindparam("shift")).scalar_subquery()
    return Prepared(
        select(
            Shift.id,
            Shift.ward_id,
            Shift.point_id,
            Shift.slot,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.seats_taken,
            HELD.label("seats_held"),
            *TEAMS,
            Shift.lead_seats,
            Shift.leads_taken,
            Shift.day,
            Shift.opens_at,
            Shift.skill_id,
            Skill.name.label("skill"),
            skilled(bindparam("user")).label("skilled"),
            Shift.in_line,
            Shift.on_offer,
            Shift.cancelled_at,
            Campaign.closed_at,
            Point.name.label("point"),
            (_coming() if planner else literal(0)).label("coming"),
            *(limits if beside else ()),
        )
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(
            CampaignPoint,
            (CampaignPoint.campaign_id == Shift.campaign_id) & (CampaignPoint.point_id == Shift.point_id),
        )
        .where(Shift.campaign_id == campaign, Shift.day == bindparam("day"))
        .order_by(Shift.starts_at, Shift.slot, CampaignPoint.position, Point.sort_key, Shift.id)
    )


def board_rows(campaign_id: int, day: date, user_id: int, planner: bool = False) -> list[Row]:
    """A day's shifts by their start, then in the campaign's order of points; ``skilled``: whether this person has
    what each asks for; ``coming``, for planners: how many have said that they will be there."""
    values = {"campaign": campaign_id, "day": day, "user": user_id}
    return _day(False, planner)(values).all()


def rows_beside(shift_id: int, day: date, user_id: int, planner: bool = False) -> list[Row]:
    """The same for the campaign of this shift, with its limits."""
    values = {"shift": shift_id, "day": day, "user": user_id}
    return _day(True, planner)(values).all()


@cache
def _held():
    return Prepared(
        select(
            SignUp.shift_id,
            SignUp.state,
            SignUp.starts_at,
            SignUp.ends_at,
            SignUp.offered_until,
            Shift.day,
            Shift.campaign_id,
            Shift.point_id,
            Point.name.label("point"),
        )
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Point, Point.id == Shift.point_id)
        .where(
            SignUp.user_id == bindparam("user"),
            SignUp.state != LEFT,
            SignUp.ends_at > bindparam("since"),
            SignUp.starts_at < bindparam("until"),
        )
        .order_by(SignUp.starts_at, SignUp.id)
    )


def held_between(user_id: int, first: date, last: date) -> list[Row]:
    """A person's seats and places in line, in all wards, that touch these days, both counted, or lie so near them
    that the rules look at them.

    Rows: shift_id, state, starts_at, ends_at, offered_until, day, campaign_id, point.
    """
    values = {"user": user_id, "since": day_bounds(first)[0] - AROUND, "until": day_bounds(last)[1] + AROUND}
    return _held()(values).all()


@cache
def _whole(point: bool):
    query = (
        select(
            Shift.id,
            Shift.day,
            Shift.point_id,
            Point.name.label("point"),
            Shift.slot,
            Shift.seats_taken,
            Shift.min_heads,
            Shift.max_heads,
            Shift.cancelled_at,
            Shift.starts_at,
        )
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(
            CampaignPoint,
            (CampaignPoint.campaign_id == Shift.campaign_id) & (CampaignPoint.point_id == Shift.point_id),
        )
        .where(Shift.campaign_id == bindparam("campaign"), Shift.kind != "on_call")
        .order_by(Shift.day, CampaignPoint.position, Point.sort_key, Shift.point_id, Shift.starts_at, Shift.id)
    )
    return Prepared(query.where(Shift.point_id == bindparam("point")) if point else query)


def whole_campaign(campaign_id: int, point_id: int | None = None) -> list[Row]:
    """All shifts, day by day, point by point: columns as in ``_whole``. Duties of the lines have a page of their own:
    as columns they would leave no room for the slots."""
    values = {"campaign": campaign_id}
    if point_id is not None:
        values["point"] = point_id
    return _whole(point_id is not None)(values).all()


def short_days(campaign_id: int, since: date) -> set[date]:
    """The days from ``since`` on which some shift has fewer people than it needs."""
    return set(
        db.session.scalars(
            select(Shift.day)
            .where(
                Shift.campaign_id == campaign_id,
                Shift.day >= since,
                Shift.cancelled_at.is_(None),
                Shift.seats_taken < Shift.min_heads,
            )
            .distinct()
        )
    )
