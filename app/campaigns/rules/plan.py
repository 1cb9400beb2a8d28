"""What a campaign starts with, in plain values."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class SlotPlan:
    """A part of the day, local times, ``ends`` after ``starts``."""

    name: str
    starts: time
    ends: time


@dataclass(frozen=True)
class KindPlan:
    """A kind of contribution; ``logged_by`` is both, individual or collective."""

    code: str
    vi: str
    en: str
    unit: str
    logged_by: str


@dataclass(frozen=True)
class LinePlan:
    """A line minded round the clock, day and night, by ``least`` people at any time."""

    name: str
    least: int


@dataclass(frozen=True)
class CampaignPlan:
    """A campaign as its document describes it; the points scheme is not part of it."""

    slug: str
    source: str
    ward: str
    province: str
    name: str
    motto: str
    starts_on: date
    ends_on: date
    teams: tuple[str, ...]
    points: tuple[str, ...]
    lines: tuple[LinePlan, ...]
    slots: tuple[SlotPlan, ...]
    kinds: tuple[KindPlan, ...]
    shift_min: int
    shift_max: int
    shift_leads: int
    quota_collectives: int
    quota_individuals: int
    # Of the points, in their order; none: they are not known yet.
    addresses: tuple[str, ...] = ()


# What of a campaign can be changed on screen later.
FIELDS = (
    "name",
    "motto",
    "starts_on",
    "ends_on",
    "grace_days",
    "shift_min",
    "shift_max",
    "shift_leads",
    "quota_collectives",
    "quota_individuals",
)

# Who may take a shift and what then follows: (least, most), in minutes, days or years; None: there is no such limit.
# The database checks the same ranges.
DUTY_RANGES = {
    "rest_minutes": (0, 2880),
    "day_minutes": (30, 1440),
    "week_minutes": (30, 10080),
    "min_age": (1, 99),
    "opens_days": (0, 366),
    "leave_minutes": (0, 20160),
    "offer_minutes": (1, 10080),
    "offer_least_minutes": (1, 1440),
    "naming_minutes": (0, 20160),
    "check_in_before_minutes": (0, 240),
    "late_after_minutes": (0, 240),
    "check_out_after_minutes": (0, 720),
}
DUTY_FIELDS = ("evening_from", *DUTY_RANGES)
UNLIMITED = ("day_minutes", "week_minutes", "min_age", "opens_days")
