"""A campaign: its days, its points, its slots, and what is counted in it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class Campaign(db.Model):
    """So many days and nights in one ward, both end days counted."""

    __tablename__ = "campaigns"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    motto: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # Days after the last one in which contributions may still be sent.
    grace_days: Mapped[int] = mapped_column(default=7)
    shift_min: Mapped[int] = mapped_column(default=2)
    shift_max: Mapped[int] = mapped_column(default=4)
    shift_leads: Mapped[int] = mapped_column(default=1)
    quota_collectives: Mapped[int] = mapped_column(default=0)
    quota_individuals: Mapped[int] = mapped_column(default=0)
    # Who may take a shift. Minutes, None where there is no such limit.
    rest_minutes: Mapped[int] = mapped_column(server_default="600")  # after a duty that ends in the evening
    evening_from: Mapped[time] = mapped_column(server_default="20:00:00.000000")  # local time
    day_minutes: Mapped[int | None] = mapped_column(server_default="720")
    week_minutes: Mapped[int | None] = mapped_column(server_default="2880")  # Monday to Sunday
    min_age: Mapped[int | None] = mapped_column(server_default="16")
    opens_days: Mapped[int | None]  # sign-up opens so many days before the shift's day
    leave_minutes: Mapped[int] = mapped_column(server_default="0")  # a seat can be left until then before the start
    # How long somebody in line has to say yes: the first (0: the seat is theirs unasked), shorter as the start nears,
    # never below the second.
    offer_minutes: Mapped[int] = mapped_column(server_default="120")
    offer_least_minutes: Mapped[int] = mapped_column(server_default="10")
    # A team's unnamed seats fall back to everyone so long before the start.
    naming_minutes: Mapped[int] = mapped_column(server_default="1440")
    # Codes for checking in are shown so long before a shift and until so long after it; who comes later is late.
    check_in_before_minutes: Mapped[int] = mapped_column(server_default="30")
    late_after_minutes: Mapped[int] = mapped_column(server_default="15")
    check_out_after_minutes: Mapped[int] = mapped_column(server_default="60")
    created_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    # Of the form with which it was opened on screen: sent twice, it opens one campaign.
    opening_key: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("ward_id", "id"),
        Index("uq_campaigns_opening_key", "ward_id", "opening_key", unique=True),
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("shift_min >= 0 AND shift_max >= shift_min AND shift_max >= 1", name="size"),
        CheckConstraint("shift_leads >= 0 AND shift_leads <= shift_max", name="leads"),
        CheckConstraint("quota_collectives >= 0 AND quota_individuals >= 0", name="quota"),
        CheckConstraint("grace_days >= 0", name="grace"),
    )

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


class CampaignPoint(db.Model):
    """A point of the ward that this campaign uses, in its order."""

    __tablename__ = "campaign_points"
    campaign_id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    position: Mapped[int]
    # Of a line: so many people at any time, day and night.
    least: Mapped[int | None]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "point_id"], ["points.ward_id", "points.id"]),
        CheckConstraint("least >= 1", name="least"),
    )


class Slot(db.Model):
    """A part of the day in which points are open: "Sáng", 08:00-11:30."""

    __tablename__ = "slots"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    name: Mapped[str]
    search_key: Mapped[str]
    starts: Mapped[time]
    ends: Mapped[time]
    position: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        UniqueConstraint("campaign_id", "name"),
    )


class Kind(db.Model):
    """A kind of contribution that is counted, for instance VNeID level 2."""

    __tablename__ = "kinds"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    code: Mapped[str]
    vi: Mapped[str]
    en: Mapped[str]
    unit: Mapped[str]
    logged_by: Mapped[str]
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        UniqueConstraint("campaign_id", "code"),
        CheckConstraint("logged_by IN ('both', 'individual', 'collective')", name="logged_by"),
    )
