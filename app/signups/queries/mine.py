"""One person's shifts."""

from functools import cache

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.prepared import Prepared
from app.places.models import Point, Ward
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, WAITING, SignUp


def _columns():
    other = aliased(SignUp)
    place = (
        select(func.count())
        .select_from(other)
        .where(other.shift_id == SignUp.shift_id, other.state == WAITING, other.id <= SignUp.id)
        .correlate(SignUp)
        .scalar_subquery()
    )
    return (
        select(
            Shift.id,
            Shift.day,
            Shift.slot,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.seats_taken,
            Shift.cancelled_at,
            Shift.cancel_reason,
            Shift.ward_id,
            Shift.campaign_id,
            Point.name.label("point"),
            Point.address,
            Ward.name.label("ward"),
            Campaign.check_in_before_minutes,
            Campaign.check_out_after_minutes,
            SignUp.state,
            SignUp.offered_until,
            SignUp.confirmed_at,
            case((SignUp.state == WAITING, place), else_=0).label("place"),
        )
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .join(Ward, Ward.id == Shift.ward_id)
    )


@cache
def _all():
    called_off = and_(Shift.cancelled_at.is_not(None), SignUp.left_at >= Shift.cancelled_at)
    return Prepared(
        _columns()
        .where(SignUp.user_id == bindparam("user"), or_(SignUp.state != LEFT, called_off))
        .order_by(Shift.starts_at.desc(), Shift.id)
        .limit(bindparam("most"))
    )


def shifts_of(user_id: int, limit: int = 200) -> list[Row]:
    """All of a person's seats, places in line and shifts that were called off under them, the latest first."""
    return _all()({"user": user_id, "most": limit}).all()


@cache
def _held():
    return Prepared(
        select(SignUp.shift_id, Shift.day)
        .join(Shift, Shift.id == SignUp.shift_id)
        .where(
            SignUp.user_id == bindparam("user"),
            SignUp.state == SEATED,
            Shift.campaign_id == bindparam("campaign"),
        )
    )


def seats_in_campaign(user_id: int, campaign_id: int) -> list[Row]:
    """Rows (shift_id, day) of a person's seats in one campaign."""
    return _held()({"user": user_id, "campaign": campaign_id}).all()
