"""How shifts are drawn: each with its seats, and one button or the reason why there is none.

Pieces that many rows share are drawn once and kept: they depend on nothing but their arguments.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.i18n import language
from app.core.words import SHORT_WEEKDAYS, hours, long_day, plain_day, say
from app.signups.models import SEATED
from app.signups.rules import Answer, clash, may_join

# Campaigns can last a year; the strip shows so many days around the chosen one.
STRIP = 60


@lru_cache(maxsize=4096)
def _marks(lang: str, taken: int, most: int, least: int, over: bool) -> Markup:
    return get_template_attribute("_ui.html", "seats")(taken, most, least, over)


def marks(row, over: bool) -> Markup:
    """The row of filled and empty marks with its words; a shift that is over calls for nobody."""
    return _marks(language(), row.seats_taken, row.max_heads, row.min_heads, over)


class Card(NamedTuple):
    """One shift on the board. ``button`` is "take" or "line"; else ``badge`` and ``word`` tell."""

    id: int
    point: str
    seats: Markup
    button: str
    badge: str
    word: str
    why: str
    past: bool


@lru_cache(maxsize=512)
def _shown(lang: str, answer: Answer, seated: bool, past: bool, may_claim: bool, in_line: int) -> tuple:
    """(button, badge, word, why) of a card; what an overlap is with stands once above its slot's cards."""
    line = _("%(n)s in line. A seat that comes free goes to the first.", n=in_line) if in_line else ""
    if answer is Answer.CANCELLED:
        return "", "bad", _("Cancelled"), ""
    if seated:
        return "", "good", _("your shift"), ""
    if answer is Answer.STARTED:
        return "", "plain", _("over") if past else _("has begun"), ""
    if not may_claim:
        return "", "", "", line
    if answer is Answer.ALREADY_IN_LINE:
        return "", "wait", _("in line"), line
    if answer is Answer.YES:
        return "take", "", "", ""
    if answer is Answer.WAITLIST:
        return "line", "", "", line
    if answer is Answer.OVERLAP:
        return "", "plain", _("you are busy then"), ""
    return "", "", "", say(answer)


def overlap(turn, mine) -> str:
    """Which seat of one's own stands against this shift."""
    seat = clash(turn, mine)
    return say(Answer.OVERLAP, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))


def cards(rows, held, now, may_claim: bool, point: int | None = None) -> list[list]:
    """The day's cards by slot: [slot, hours, cards, why one is busy then]. ``rows`` are those of ``board_rows``,
    ``held`` one's own."""
    groups, last, lang = [], None, language()
    states = {one.shift_id: one.state for one in held}
    seated = [one for one in held if one.state == SEATED]
    for row in rows:
        if point is not None and row.point_id != point:
            continue
        already, taken, past = states.get(row.id), row.seats_taken, row.ends_at <= now
        mine = seated if already is None else [seat for seat in seated if seat.shift_id != row.id]
        answer = may_join(row, now, taken, mine, already)
        button, badge, word, why = _shown(lang, answer, already == SEATED, past, may_claim, row.in_line)
        key = (row.slot, row.starts_at, row.ends_at)
        if key != last:
            last, here = key, []
            groups.append([row.slot, hours(row.starts_at, row.ends_at), here, ""])
        if answer is Answer.OVERLAP and may_claim and not groups[-1][3]:
            groups[-1][3] = overlap(row, mine)
        seats = _marks(lang, taken, row.max_heads, row.min_heads, past)
        here.append(Card(row.id, row.point, seats, button, badge, word, why, past))
    return groups


def drawn(rows, held, now: datetime, may_claim: bool, point: int | None = None) -> Markup:
    """The day's cards as HTML, "" for none. They depend on the rows, on what one holds near them, and on which
    starts and ends have passed; most people hold nothing near, and see the same."""
    edges = [edge for row in rows for edge in (row.starts_at, row.ends_at)]
    if not edges:
        return Markup("")
    first, last = min(edges), max(edges)
    near = tuple(one for one in held if one.starts_at < last and one.ends_at > first)
    passed = max((edge for edge in edges if edge <= now), default=first - timedelta(days=1))
    return _drawn(language(), tuple(rows), near, passed, may_claim, point)


@lru_cache(maxsize=512)
def _drawn(lang: str, rows: tuple, near: tuple, moment: datetime, may_claim: bool, point: int | None) -> Markup:
    groups = cards(rows, near, moment, may_claim, point)
    return get_template_attribute("signups/_cards.html", "cards")(groups) if groups else Markup("")


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
