"""Shifts: so many seats at a point, on a day, in a slot."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class Shift(db.Model):
    """One turn of duty. Triggers on sign-ups keep the counters: no path can overbook it."""

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
    kind: Mapped[str] = mapped_column(default="point", server_default="point")
    opens_at: Mapped[datetime | None] = mapped_column(Instant)  # None: by the campaign's rule
    skill_id: Mapped[int | None]
    # So many of the seats are for leads only; ``leads`` is how many it needs.
    lead_seats: Mapped[int] = mapped_column(default=0, server_default="0")
    seats_taken: Mapped[int] = mapped_column(default=0)
    leads_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    in_line: Mapped[int] = mapped_column(default=0)
    # Seats that nobody has yet and nobody else may take: offered to the line, or kept for a team.
    seats_held: Mapped[int] = mapped_column(default=0, server_default="0")
    # Seats that whoever can may take over from those who hold them (kept by a trigger).
    on_offer: Mapped[int] = mapped_column(default=0, server_default="0")
    # Counts the changes that a calendar must hear of (kept by a trigger).
    version: Mapped[int] = mapped_column(default=0, server_default="0")
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
        CheckConstraint("kind IN ('point', 'round', 'training', 'on_call')", name="kind"),
        CheckConstraint("lead_seats >= 0 AND lead_seats <= max_heads", name="lead_seats"),
        CheckConstraint("leads_taken >= 0 AND leads_taken <= seats_taken", name="leads_taken"),
        CheckConstraint("seats_held >= 0 AND seats_taken + seats_held <= max_heads", name="seats_held"),
        CheckConstraint("on_offer >= 0", name="on_offer"),
        Index("ix_shifts_campaign_id_day", "campaign_id", "day"),
    )
