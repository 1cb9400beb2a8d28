"""How shifts are drawn: each with its seats, and one button or the reason why there is none.

Pieces that many rows share are drawn once and kept: they depend on nothing but their arguments.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

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
def _marks(lang: str, taken: int, most: int, least: int) -> Markup:
    return get_template_attribute("_ui.html", "seats")(taken, most, least)


def marks(row) -> Markup:
    """The row of filled and empty marks with its words."""
    return _marks(language(), row.seats_taken, row.max_heads, row.min_heads)


@dataclass(frozen=True, slots=True)
class Card:
    """One shift on the board. ``button`` is "take", "line" or "" (then ``badge`` or ``why`` tell)."""

    id: int
    point: str
    seats: Markup
    button: str = ""
    badge: str = ""
    word: str = ""
    why: str = ""
    past: bool = False


def card(row, answer: Answer, mine, now, may_claim: bool) -> Card:
    """The card of one shift for one person, from what ``may_join`` answers."""
    past = row.ends_at <= now
    kind, word, button, why = "", "", "", ""
    if answer is Answer.CANCELLED:
        kind, word = "bad", _("Cancelled")
    elif answer is Answer.ALREADY_ON_IT or (past and _own(row, mine) == SEATED):
        kind, word = "good", _("your shift")
    elif answer is Answer.STARTED:
        kind, word = "draft", _("over") if past else _("has begun")
    elif not may_claim:
        why = _in_line(row)
    elif answer is Answer.ALREADY_IN_LINE:
        kind, word, why = "wait", _("in line"), _in_line(row)
    elif answer is Answer.YES:
        button = "take"
    elif answer is Answer.WAITLIST:
        button, why = "line", _in_line(row) or say(answer)
    else:
        why = overlap(row, mine) if answer is Answer.OVERLAP else say(answer)
        button = "off"
    return Card(row.id, row.point, marks(row), button, kind, word, why, past)


def _in_line(row) -> str:
    return _("%(n)s in line. A seat that comes free goes to the first.", n=row.in_line) if row.in_line else ""


def _own(row, mine) -> str | None:
    return next((seat.state for seat in mine if seat.shift_id == row.id), None)


def overlap(row, mine) -> str:
    """Which seat of one's own stands against this shift."""
    seat = clash(row, [one for one in mine if one.state == SEATED and one.shift_id != row.id])
    return say(Answer.OVERLAP, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))


def cards(rows, mine, now, may_claim: bool) -> list[tuple[str, str, list[Card]]]:
    """The day's cards by slot: (slot, hours, cards). ``rows`` come by their start."""
    own = {seat.shift_id: seat.state for seat in mine}
    seats = [seat for seat in mine if seat.state == SEATED]
    groups, last = [], None
    for row in rows:
        others = [seat for seat in seats if seat.shift_id != row.id] if row.id in own else seats
        answer = may_join(row, now, row.seats_taken, others, own.get(row.id))
        key = (row.slot, row.starts_at, row.ends_at)
        if key != last:
            last = key
            groups.append((row.slot, hours(row.starts_at, row.ends_at), []))
        groups[-1][2].append(card(row, answer, mine, now, may_claim))
    return groups


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


@lru_cache(maxsize=512)
def strip(
    lang: str, first: date, last: date, chosen: date | None, today: date, mine: frozenset, short: frozenset
) -> Markup:
    """The campaign's days as links, drawn once for everybody to whom they look alike."""
    if (last - first).days >= STRIP:
        middle = chosen or min(max(today, first), last)
        first = max(first, middle - timedelta(days=STRIP // 2))
        last = min(last, first + timedelta(days=STRIP - 1))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return get_template_attribute("_ui.html", "day_strip")(
        [
            StripDay(
                f"/shifts?day={day}",
                SHORT_WEEKDAYS[lang][day.weekday()],
                f"{day.day}/{day.month}",
                long_day(day),
                day == chosen,
                day == today,
                day < today,
                day in mine,
                day in short,
            )
            for day in days
        ]
    )
