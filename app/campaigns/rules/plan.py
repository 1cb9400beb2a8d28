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
