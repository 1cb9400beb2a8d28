"""The board: a day's shifts, and the whole campaign's.

Columns, not entities, straight from the connection: the whole campaign is 810 rows, and the session's own loading
costs more than the query.
"""

from datetime import date, timedelta
from functools import cache

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign, CampaignPoint
from app.core.clock import day_bounds
from app.core.db import db
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp

DAY = timedelta(days=1)


@cache
def _day():
    seat, place = aliased(Shift), aliased(Point)
    mine = and_(
        SignUp.user_id == bindparam("user"),
        SignUp.state != LEFT,
        or_(SignUp.shift_id == Shift.id, SignUp.state == SEATED),
        SignUp.starts_at < Shift.ends_at,
        SignUp.ends_at > Shift.starts_at,
        # Says nothing new, but lets the index find the few seats of this day among all of a person's.
        SignUp.ends_at > bindparam("since"),
        SignUp.ends_at < bindparam("until"),
    )
    return (
        select(
            Shift.id,
            Shift.point_id,
            Shift.slot,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.seats_taken,
            Shift.in_line,
            Shift.cancelled_at,
            Point.name.label("point"),
            Campaign.closed_at,
            SignUp.shift_id.label("my_shift"),
            SignUp.state.label("my_state"),
            seat.day.label("seat_day"),
            seat.starts_at.label("seat_starts"),
            seat.ends_at.label("seat_ends"),
            place.name.label("seat_point"),
        )
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(
            CampaignPoint,
            (CampaignPoint.campaign_id == Shift.campaign_id) & (CampaignPoint.point_id == Shift.point_id),
        )
        .outerjoin(SignUp, mine)
        .outerjoin(seat, (seat.id == SignUp.shift_id) & (seat.id != Shift.id))
        .outerjoin(place, place.id == seat.point_id)
        .where(Shift.campaign_id == bindparam("campaign"), Shift.day == bindparam("day"))
        .order_by(Shift.starts_at, Shift.slot, CampaignPoint.position, Point.sort_key, Shift.id)
    )


def board_rows(campaign_id: int, day: date, user_id: int) -> list[Row]:
    """A day's shifts by their start, then in the campaign's order of points, each with what one person holds there
    (``my_shift`` is the shift itself) and at the same time elsewhere (``seat_...``): a row for each such seat."""
    since, until = day_bounds(day)
    values = {"campaign": campaign_id, "day": day, "user": user_id, "since": since, "until": until + DAY}
    return db.session.connection().execute(_day(), values).all()


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
        .where(Shift.campaign_id == bindparam("campaign"))
        .order_by(Shift.day, CampaignPoint.position, Point.sort_key, Shift.point_id, Shift.starts_at, Shift.id)
    )
    return query.where(Shift.point_id == bindparam("point")) if point else query


def whole_campaign(campaign_id: int, point_id: int | None = None) -> list[Row]:
    """All shifts, day by day, point by point: columns as in ``_whole``."""
    values = {"campaign": campaign_id}
    if point_id is not None:
        values["point"] = point_id
    return db.session.connection().execute(_whole(point_id is not None), values).all()


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
