"""The coverage board: shifts of a campaign as columns, straight from the connection."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import bindparam, case, literal, select, union_all
from sqlalchemy.engine import Row

from app.campaigns.models import CampaignPoint
from app.core.db import db
from app.cover.models import Ask
from app.cover.rules import left_late
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SignUp


@cache
def _shifts():
    return (
        select(
            Shift.id,
            Shift.day,
            Shift.point_id,
            Point.name.label("point"),
            Shift.slot,
            Shift.kind,
            Shift.min_heads,
            Shift.max_heads,
            Shift.seats_taken,
            Shift.seats_held,
            Shift.cancelled_at,
            Shift.starts_at,
            Shift.ends_at,
        )
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(
            CampaignPoint,
            (CampaignPoint.campaign_id == Shift.campaign_id) & (CampaignPoint.point_id == Shift.point_id),
        )
        .where(Shift.campaign_id == bindparam("campaign"), Shift.day.between(bindparam("first"), bindparam("last")))
        .order_by(CampaignPoint.position, Point.sort_key, Shift.point_id, Shift.day, Shift.starts_at, Shift.id)
    )


def coverage_rows(campaign_id: int, first: date, last: date) -> list[Row]:
    """The shifts from day to day, both counted: point by point in the campaign's order, then by their start."""
    values = {"campaign": campaign_id, "first": first, "last": last}
    return db.session.connection().execute(_shifts(), values).all()


@dataclass
class Stir:
    """What happened around a shift that wants people: how many left their seat late, were asked, and said no."""

    late: int = 0
    asked: int = 0
    no: int = 0


@cache
def _stirs():
    shifts = bindparam("shifts", expanding=True)
    left = (
        select(SignUp.shift_id, literal("left").label("what"), SignUp.left_at.label("at"), SignUp.starts_at)
        .where(SignUp.shift_id.in_(shifts), SignUp.state == LEFT, SignUp.seated_at.is_not(None))
        .where(SignUp.left_at.is_not(None))
    )
    asked = select(
        Ask.shift_id, case((Ask.answer.is_(None), literal("open")), else_=Ask.answer), Ask.asked_at, Ask.asked_at
    ).where(Ask.shift_id.in_(shifts))
    return union_all(left, asked)


def stirs(shift_ids: list[int]) -> dict[int, Stir]:
    """By shift, in one statement; no statement for none."""
    found = {shift_id: Stir() for shift_id in shift_ids}
    if not found:
        return found
    for shift_id, what, at, starts_at in db.session.connection().execute(_stirs(), {"shifts": sorted(found)}):
        stir = found[shift_id]
        if what == "left":
            stir.late += left_late(at, starts_at)
        else:
            stir.asked += 1
            stir.no += what == "no"
    return found
