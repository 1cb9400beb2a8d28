"""How shifts are drawn: each with its seats, and one button or the reason why there is none.

Pieces that many rows share are drawn once and kept: they depend on nothing but their arguments.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.i18n import language
from app.core.words import SHORT_WEEKDAYS, hours, long_day, plain_day, say
from app.signups.models import SEATED
from app.signups.queries import seats_in
from app.signups.rules import Answer, clash, may_join

# Campaigns can last a year; the strip shows so many days around the chosen one.
STRIP = 60

ID = itemgetter(0)


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


def card(row, answer: Answer, mine, already: str | None, now, may_claim: bool) -> Card:
    """The card of one shift for one person, from what ``may_join`` answers."""
    past = row.ends_at <= now
    kind, word, button, why = "", "", "", ""
    if answer is Answer.CANCELLED:
        kind, word = "bad", _("Cancelled")
    elif already == SEATED:
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
        button, why = "off", overlap(row, mine) if answer is Answer.OVERLAP else say(answer)
    return Card(row.id, row.point, marks(row), button, kind, word, why, past)


def _in_line(row) -> str:
    return _("%(n)s in line. A seat that comes free goes to the first.", n=row.in_line) if row.in_line else ""


def overlap(turn, mine) -> str:
    """Which seat of one's own stands against this shift."""
    seat = clash(turn, mine)
    return say(Answer.OVERLAP, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))


def cards(rows, now, may_claim: bool, point: int | None = None) -> list[tuple[str, str, list[Card]]]:
    """The day's cards by slot: (slot, hours, cards). ``rows`` are those of ``board_rows``."""
    groups, last = [], None
    for shift_id, same in groupby(rows, ID):
        same = list(same)
        row = same[0]
        if point is not None and row.point_id != point:
            continue
        if row.my_shift is None:
            already, mine = None, ()
        else:
            already = next((one.my_state for one in same if one.my_shift == shift_id), None)
            mine = seats_in(same)
        answer = may_join(row, now, row.seats_taken, mine, already)
        key = (row.slot, row.starts_at, row.ends_at)
        if key != last:
            last = key
            groups.append((row.slot, hours(row.starts_at, row.ends_at), []))
        groups[-1][2].append(card(row, answer, mine, already, now, may_claim))
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
