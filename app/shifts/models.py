"""Shifts: so many seats at a point, on a day, in a slot."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class Shift(db.Model):
    """One turn of duty. Triggers on sign-ups keep ``seats_taken`` (no path can overbook it) and ``in_line``."""

    __tablename__ = "shifts"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    point_id: Mapped[int]
    day: Mapped[date]
    slot: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    min_heads: Mapped[int]
    max_heads: Mapped[int]
    leads: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    in_line: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "point_id"], ["points.ward_id", "points.id"]),
        UniqueConstraint("ward_id", "id"),
        UniqueConstraint("campaign_id", "point_id", "day", "slot"),
        CheckConstraint("ends_at > starts_at", name="interval"),
        CheckConstraint("min_heads >= 0 AND max_heads >= 1 AND max_heads >= min_heads", name="heads"),
        CheckConstraint("leads >= 0 AND leads <= max_heads", name="leads"),
        CheckConstraint("seats_taken >= 0 AND seats_taken <= max_heads", name="seats"),
        CheckConstraint("in_line >= 0", name="line"),
        Index("ix_shifts_campaign_id_day", "campaign_id", "day"),
    )
