"""Shifts: so many seats at a point, on a day, in a slot; the templates and exceptions that plan them."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
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
    template_id: Mapped[int | None]  # None: planned before there were templates
    # So many of the seats are for leads only; ``leads`` is how many it needs.
    lead_seats: Mapped[int] = mapped_column(default=0, server_default="0")
    seats_taken: Mapped[int] = mapped_column(default=0)
    leads_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    in_line: Mapped[int] = mapped_column(default=0)
    # Seats that nobody has yet and nobody else may take: offered to the line, or kept for a team.
    seats_held: Mapped[int] = mapped_column(default=0, server_default="0")
    # What teams have here, how many of those seats are without a name (and so held), and until when they are.
    team_seats: Mapped[int] = mapped_column(default=0, server_default="0")
    team_unnamed: Mapped[int] = mapped_column(default=0, server_default="0")
    team_until: Mapped[datetime | None] = mapped_column(Instant)
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
        CheckConstraint("team_seats >= 0", name="team_seats"),
        CheckConstraint(
            "team_unnamed >= 0 AND team_unnamed <= seats_held AND team_unnamed <= team_seats", name="team_unnamed"
        ),
        Index("ix_shifts_campaign_id_day", "campaign_id", "day"),
    )


class ShiftTemplate(db.Model):
    """Which shifts a campaign wants at some of its points: weekdays, times, sizes. Planned anew, never by itself.

    Local times, ``ends`` not after ``starts``: the next day. A template that follows a slot of the campaign keeps a
    copy of its name and times. ``weekdays`` has a bit for each, 1 for Monday. Retired, never deleted.
    """

    __tablename__ = "shift_templates"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id", ondelete="SET NULL"))
    name: Mapped[str]
    starts: Mapped[time]
    ends: Mapped[time]
    # Round the clock: the length of a shift, which divides the day.
    every_minutes: Mapped[int | None]
    weekdays: Mapped[int]
    min_heads: Mapped[int]
    max_heads: Mapped[int]
    leads: Mapped[int]
    lead_seats: Mapped[int]
    kind: Mapped[str]
    skill_id: Mapped[int | None]
    opens_days: Mapped[int | None]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    retired_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "skill_id"], ["skills.ward_id", "skills.id"]),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("every_minutes BETWEEN 30 AND 1440 AND 1440 % every_minutes = 0", name="every"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays"),
        CheckConstraint("min_heads >= 0 AND max_heads >= 1 AND max_heads >= min_heads", name="heads"),
        CheckConstraint("leads >= 0 AND leads <= max_heads", name="leads"),
        CheckConstraint("lead_seats >= 0 AND lead_seats <= max_heads", name="lead_seats"),
        CheckConstraint("kind IN ('point', 'round', 'training', 'on_call')", name="kind"),
        CheckConstraint("opens_days BETWEEN 0 AND 366", name="opens_days"),
        CheckConstraint("last_on >= first_on", name="days"),
        Index("ix_shift_templates_campaign_id", "campaign_id"),
    )


class TemplatePoint(db.Model):
    """A point at which a template runs."""

    __tablename__ = "template_points"
    template_id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "template_id"], ["shift_templates.ward_id", "shift_templates.id"]),
        ForeignKeyConstraint(["ward_id", "point_id"], ["points.ward_id", "points.id"]),
    )


class PlanException(db.Model):
    """Days on which the templates don't count as they stand: a closed day, an extra one, another place."""

    __tablename__ = "plan_exceptions"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    kind: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    point_id: Mapped[int | None]  # None: all of them
    places_only: Mapped[bool]  # closed everywhere but at the lines
    to_point_id: Mapped[int | None]
    template_id: Mapped[int | None]
    note: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "point_id"], ["points.ward_id", "points.id"]),
        ForeignKeyConstraint(["ward_id", "to_point_id"], ["points.ward_id", "points.id"]),
        ForeignKeyConstraint(["ward_id", "template_id"], ["shift_templates.ward_id", "shift_templates.id"]),
        CheckConstraint("last_on >= first_on", name="days"),
        CheckConstraint("kind IN ('closed', 'extra', 'moved')", name="kind"),
        CheckConstraint("kind <> 'extra' OR template_id IS NOT NULL", name="extra"),
        CheckConstraint(
            "kind <> 'moved' OR (point_id IS NOT NULL AND to_point_id IS NOT NULL AND point_id <> to_point_id)",
            name="moved",
        ),
        Index("ix_plan_exceptions_campaign_id", "campaign_id"),
    )
