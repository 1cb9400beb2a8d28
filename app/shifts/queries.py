"""Reading shifts."""

from datetime import date

from sqlalchemy import select

from app.core.db import db

from .models import Shift
from .rules import Existing


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
            Shift.seats_taken,
            Shift.in_line,
            Shift.cancelled_at,
        )
        .where(Shift.campaign_id == campaign_id, Shift.day >= first, Shift.day <= last)
        .order_by(Shift.id)
    )
    if for_update:
        query = query.with_for_update()
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
            people=row.seats_taken + row.in_line,
            cancelled=row.cancelled_at is not None,
        )
        for row in db.session.execute(query)
    ]


def shift_in_reach(shift_id: int, reach) -> Shift | None:
    return db.session.scalar(select(Shift).where(Shift.id == shift_id, reach.where(Shift.ward_id)))
