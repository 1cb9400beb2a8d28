"""Reading shifts."""

from datetime import date

from sqlalchemy import select

from app.core.db import db
from app.places.models import Point
from app.shifts.models import Shift
from app.shifts.rules import Existing


def standing_shifts(campaign_id: int, first: date, last: date, for_update: bool = False) -> list[Existing]:
    """The campaign's shifts from day to day, both counted, as plain values in the order of their ids."""
    query = (
        select(
            Shift.id,
            Shift.point_id,
            Shift.day,
            Shift.slot,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.leads,
            Shift.kind,
            Shift.lead_seats,
            Shift.skill_id,
            Shift.opens_at,
            Shift.template_id,
            Shift.seats_taken,
            Shift.in_line,
            Shift.seats_held,
            Shift.cancelled_at,
            Shift.cancel_reason,
            Point.name.label("point"),
        )
        .join(Point, Point.id == Shift.point_id)
        .where(Shift.campaign_id == campaign_id, Shift.day >= first, Shift.day <= last)
        .order_by(Shift.id)
    )
    if for_update:
        query = query.with_for_update(of=Shift)
    return [
        Existing(
            id=row.id,
            point_id=row.point_id,
            day=row.day,
            slot=row.slot,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            min_heads=row.min_heads,
            max_heads=row.max_heads,
            leads=row.leads,
            kind=row.kind,
            lead_seats=row.lead_seats,
            skill_id=row.skill_id,
            opens_at=row.opens_at,
            template_id=row.template_id,
            people=row.seats_taken + row.in_line,
            kept=row.seats_held,
            cancelled=row.cancelled_at is not None,
            # Whoever cancels by hand must give a reason.
            dropped=row.cancelled_at is not None and not row.cancel_reason,
            point=row.point,
        )
        for row in db.session.execute(query)
    ]


def shift_in_reach(shift_id: int, reach) -> Shift | None:
    return db.session.scalar(select(Shift).where(Shift.id == shift_id, reach.where(Shift.ward_id)))
