"""From templates, days and exceptions to the shifts that a campaign wants."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.core.clock import day_bounds, instant
from app.core.text import N_

from .planning import Wanted

DAY = 24 * 60
WEEK = frozenset(range(7))
# Lengths in which a day is divided without a rest.
LENGTHS = tuple(n for n in (60, 90, 120, 180, 240, 360, 480, 720, DAY) if DAY % n == 0)
# How a line is minded where nobody said otherwise: duties of 4 hours, counted from six in the morning.
LINE_LENGTH, LINE_STARTS = 240, time(6)

KINDS = {
    "point": N_("Duty at a point"),
    "round": N_("Door-to-door round"),
    "training": N_("Training"),
    "on_call": N_("On call"),
}


@dataclass(frozen=True)
class Spot:
    """A point of a template: a place one goes to, or a line minded round the clock."""

    id: int
    line: bool = False
    name: str = field(default="", compare=False)


@dataclass(frozen=True)
class Pattern:
    """A template in plain values. Local times; ``ends`` not after ``starts`` means the next day.

    ``every`` (minutes, a divisor of the day): round the clock, every day, counted from ``starts``; ``ends`` and the
    weekdays (0 for Monday) don't matter then. ``first`` and ``last`` are the days for which it holds, None: those of
    the campaign. With ``slot_id`` it has the name and the times of that slot of the campaign.
    """

    points: tuple[Spot, ...]
    name: str
    starts: time
    ends: time
    min_heads: int
    max_heads: int
    leads: int = 0
    lead_seats: int = 0
    weekdays: frozenset[int] = WEEK
    every: int | None = None
    kind: str = "point"
    skill_id: int | None = None
    opens_days: int | None = None
    first: date | None = None
    last: date | None = None
    slot_id: int | None = None
    id: int = 0
    retired: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in those for which it holds."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def runs_on(self, day: date) -> bool:
        return self.holds_on(day) and (self.every is not None or day.weekday() in self.weekdays)


@dataclass(frozen=True)
class Closed:
    """Nothing happens on these days: at one point, or at all of them (``places_only``: the lines go on)."""

    first: date
    last: date
    point_id: int | None = None
    places_only: bool = False

    def shuts(self, spot: Spot) -> bool:
        return self.point_id == spot.id if self.point_id else not (self.places_only and spot.line)


@dataclass(frozen=True)
class Extra:
    """A template runs on these days too, whatever its weekdays and validity; at one of its points, or at all."""

    first: date
    last: date
    template_id: int
    point_id: int | None = None


@dataclass(frozen=True)
class Moved:
    """On these days a point's shifts take place at another point."""

    first: date
    last: date
    point_id: int
    to_point_id: int


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def roughly(patterns: Iterable[Pattern], first: date, last: date) -> int:
    """No fewer shifts than that can be asked for, told without making them."""
    days = max((last - first).days + 1, 0)
    return days * sum(len(one.points) * (DAY // one.every if one.every else 1) for one in patterns)


def wanted(patterns: Iterable[Pattern], exceptions: Iterable, first: date, last: date) -> list[Wanted]:
    """Every shift that the templates ask for, by day and then in the order of the templates and their points.

    A closed day is stronger than an extra one. The same shift may be asked for twice (see ``compare``, which takes
    the first): a template that holds for fewer days goes before one that holds for more.
    """
    told, patterns = list(exceptions), sorted(patterns, key=_span)
    out: list[Wanted] = []
    for day in days_of(first, last):
        today = [one for one in told if one.first <= day <= one.last]
        for pattern in patterns:
            times = None
            for spot in _open(pattern, day, today):
                times = times or _times(pattern, day)
                goes_to = next((m.to_point_id for m in today if isinstance(m, Moved) and m.point_id == spot.id), None)
                out += (_one(pattern, spot, day, goes_to, *time) for time in times)
    return out


def _span(pattern: Pattern) -> timedelta:
    return (pattern.last or date.max) - (pattern.first or date.min)


def _open(pattern: Pattern, day: date, today: list) -> list[Spot]:
    """The points at which this template runs on this day."""
    extra = [one for one in today if isinstance(one, Extra) and one.template_id == pattern.id]
    runs = pattern.runs_on(day)
    return [
        spot
        for spot in pattern.points
        if (runs or any(one.point_id in (None, spot.id) for one in extra))
        and not any(isinstance(one, Closed) and one.shuts(spot) for one in today)
    ]


def _times(pattern: Pattern, day: date) -> list[tuple[str, datetime, datetime]]:
    """(name, begins, ends) of each shift that begins on this day."""
    if pattern.every is None:
        next_day = pattern.ends <= pattern.starts
        ends = instant(day + timedelta(days=1) if next_day else day, pattern.ends)
        return [(pattern.name, instant(day, pattern.starts), ends)]
    length = timedelta(minutes=pattern.every)
    offset = (pattern.starts.hour * 60 + pattern.starts.minute) % pattern.every
    out = []
    for minute in range(offset, DAY, pattern.every):
        at = time(minute // 60, minute % 60)
        begins = instant(day, at)
        out.append((f"{pattern.name} {at:%H:%M}", begins, begins + length))
    return out


def _one(pattern: Pattern, spot: Spot, day: date, goes_to: int | None, name: str, begins, ends) -> Wanted:
    opens = None if pattern.opens_days is None else day_bounds(day - timedelta(days=pattern.opens_days))[0]
    return Wanted(
        point_id=goes_to or spot.id,
        day=day,
        slot=name,
        starts_at=begins,
        ends_at=ends,
        min_heads=pattern.min_heads,
        max_heads=pattern.max_heads,
        leads=pattern.leads,
        kind=pattern.kind,
        lead_seats=pattern.lead_seats,
        skill_id=pattern.skill_id,
        opens_at=opens,
        template_id=pattern.id or None,
        home_id=spot.id if goes_to else None,
    )
