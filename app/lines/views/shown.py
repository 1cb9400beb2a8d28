"""What stands on the page of the lines, in words."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.clock import LOCAL, day_bounds
from app.core.i18n import language
from app.core.words import JOINER, WEEKDAYS
from app.lines.rules import Stretch, Why

WEEK = 7


def day_name(day: date) -> str:
    """ "Saturday 16/8"."""
    return f"{WEEKDAYS[language()][day.weekday()]} {day.day}/{day.month}"


def clock_time(at: datetime, day: date) -> str:
    """ "06:00", local; the midnight that ends ``day`` is "24:00"."""
    return "24:00" if at == day_bounds(day)[1] else f"{at.astimezone(LOCAL):%H:%M}"


def span(starts: datetime, ends: datetime, now: datetime) -> str:
    """ "Saturday 16/8 02:00–06:00", over midnight with both days; what has begun is told "until"."""
    first = starts.astimezone(LOCAL).date()
    last = (ends - timedelta(microseconds=1)).astimezone(LOCAL).date()
    end = clock_time(ends, last)
    if starts <= now:
        return _("now, until %(time)s", time=end if last == first else f"{day_name(last)} {end}")
    if first == last:
        return f"{day_name(first)} {clock_time(starts, first)}–{JOINER}{end}"
    return f"{day_name(first)} {clock_time(starts, first)} – {day_name(last)} {end}"


def why(gap: Stretch) -> str:
    if gap.why is Why.UNPLANNED:
        return _("no duty planned")
    if gap.why is Why.NOBODY:
        return _("nobody has taken it")
    return ngettext("%(num)d more person needed", "%(num)d more people needed", gap.missing)


@dataclass(frozen=True)
class Gap:
    """An uncovered time: its words, the class of its badge, and the shifts in it as (id, words)."""

    when: str
    why: str
    kind: str
    now: bool
    shifts: list[tuple[int, str]]


def gap_rows(gaps: list[Stretch], duties, now: datetime) -> list[Gap]:
    at = {one.id: one for one in duties}
    return [
        Gap(
            span(gap.starts_at, gap.ends_at, now),
            why(gap),
            gap.why.value,
            gap.starts_at <= now,
            [(one, span(at[one].starts_at, at[one].ends_at, now)) for one in gap.shifts],
        )
        for gap in gaps
    ]


@dataclass(frozen=True)
class Bar:
    """A piece of a day's strip, in units of five minutes from midnight."""

    x: float
    width: float
    kind: str
    title: str


@dataclass
class Day:
    """A day of the strip: its bars, and its uncovered hours as (hours, why)."""

    name: str
    bars: list[Bar] = field(default_factory=list)
    gaps: list[tuple[str, str]] = field(default_factory=list)
    tick: float | None = None


def week(found: list[Stretch], first: date, days: int, now: datetime) -> list[Day]:
    """The stretches cut into local days; what is over by now is drawn, but no longer called a gap."""
    out = []
    for number in range(days):
        day = first + timedelta(days=number)
        start, end = day_bounds(day)
        row = Day(day_name(day))
        if start <= now < end:
            row.tick = _unit(now - start)
        for one in found:
            a, b = max(one.starts_at, start), min(one.ends_at, end)
            if a >= b:
                continue
            kind = one.why.value if one.why else "covered"
            said = f"{clock_time(a, day)}–{clock_time(b, day)}"
            row.bars.append(
                Bar(_unit(a - start), _unit(b - a), kind, f"{said} {why(one) if one.why else _('covered')}")
            )
            if one.why and b > now:
                row.gaps.append((said, why(one)))
        out.append(row)
    return out


def _unit(length: timedelta) -> float:
    return round(length / timedelta(minutes=5), 2)
