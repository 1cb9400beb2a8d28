"""The strip of days above the board."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup

from app.core.i18n import language
from app.core.words import SHORT_WEEKDAYS, long_day

# Campaigns can last a year; the strip shows so many days around the chosen one.
STRIP = 60


@dataclass(frozen=True, slots=True)
class StripDay:
    href: str
    weekday: str
    date: str
    label: str
    current: bool
    today: bool
    past: bool
    mine: bool
    short: bool


@lru_cache(maxsize=4096)
def _cell(lang: str, day: date, current: bool, today: bool, past: bool, mine: bool, short: bool) -> Markup:
    shown = StripDay(
        f"/shifts?day={day}",
        SHORT_WEEKDAYS[lang][day.weekday()],
        f"{day.day}/{day.month}",
        long_day(day),
        current,
        today,
        past,
        mine,
        short,
    )
    return get_template_attribute("_ui.html", "day_cell")(shown)


@lru_cache(maxsize=256)
def _cells(
    lang: str, first: date, last: date, chosen: date | None, today: date, short: frozenset
) -> tuple[Markup, ...]:
    """The days as somebody sees them who has no shift of their own."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_cell(lang, day, day == chosen, day == today, day < today, False, day in short) for day in days)


def strip(first: date, last: date, chosen: date | None, today: date, mine: set, short: set) -> Markup:
    """The campaign's days as links, each drawn once for everybody to whom it looks alike."""
    if (last - first).days >= STRIP:
        middle = chosen or min(max(today, first), last)
        first = max(first, middle - timedelta(days=STRIP // 2))
        last = min(last, first + timedelta(days=STRIP - 1))
    lang = language()
    cells = list(_cells(lang, first, last, chosen, today, frozenset(short)))
    for day in mine:
        if first <= day <= last:
            shown = _cell(lang, day, day == chosen, day == today, day < today, True, day in short)
            cells[(day - first).days] = shown
    return Markup("".join(cells))  # noqa: S704 (each one of them is a template's own)
