"""The table of the coverage board. Cells that look alike are drawn once; nothing is asked of the database here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.core.clock import LOCAL
from app.core.i18n import language
from app.core.words import SHORT_WEEKDAYS, kept
from app.cover.rules import SOON, UNDER, missing, strength

# A point with more slots than this (a line around the clock) has its marks one under another, not slot by slot.
ALIGNED = 6
# So many days of the board stand on a small screen, with a way to those after them.
ON_A_PHONE = 14
ENOUGH = ("enough", "full")


class Mark(NamedTuple):
    """One shift in a cell; ``few`` is how many people it has too few."""

    state: str
    few: int
    taken: int
    held: int
    least: int
    most: int
    slot: str


class Cell(NamedTuple):
    """A day of a point: its day for the address and as "14/8", its class, its marks drawn ("" for none), and in one
    word how it stands, for a small screen: how many are missing ("3"), "ok", or "" where nobody is called for."""

    iso: str
    said: str
    kind: str
    drawn: Markup
    word: str


class Day(NamedTuple):
    number: int
    weekday: str
    kind: str


@dataclass(frozen=True)
class Grid:
    """``months``: (month, days of it shown); ``rows``: (point's id, name, slots in the order of the marks, cells);
    ``lead``: how many weekdays of the first week lie before the first day."""

    months: list[tuple[int, int]]
    days: list[Day]
    rows: list[tuple[int, str, tuple[str, ...], list[Cell]]]
    lead: int


def grid(rows, first: date, last: date, today: date, now: datetime, short: bool) -> Grid:
    """``rows`` are those of ``coverage_rows`` between these days; ``short``: only shifts that lack people."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    kinds = [_kind(day, today, n) for n, day in enumerate(days)]
    out = []
    for point_id, group in groupby(rows, attrgetter("point_id")):
        shifts = list(group)
        slots = _slots(shifts)
        by_day = {day: list(same) for day, same in groupby(shifts, attrgetter("day"))}
        cells = [
            Cell(day.isoformat(), f"{day.day}/{day.month}", kind, *_drawn(by_day.get(day), slots, now, short))
            for day, kind in zip(days, kinds, strict=True)
        ]
        if not short or any(cell.drawn for cell in cells):
            out.append((point_id, shifts[0].point, slots, cells))
    months = [(month, len(list(same))) for month, same in groupby(days, attrgetter("month"))]
    names = SHORT_WEEKDAYS[language()]
    heads = [Day(day.day, names[day.weekday()], kind) for day, kind in zip(days, kinds, strict=True)]
    return Grid(months, heads, out, first.weekday())


def _kind(day: date, today: date, number: int) -> str:
    """The classes of a day, the ``number``th shown: "far" is what is not urgent yet, "later" what a small screen
    leaves out."""
    parts = ["monday" if day.weekday() == 0 else "", "rest" if day.weekday() > 4 else ""]
    parts += ["far" if day > today + SOON else "", "later" if number >= ON_A_PHONE else ""]
    return " ".join(filter(None, [*parts, "today" if day == today else "past" if day < today else ""]))


def _slots(shifts) -> tuple[str, ...]:
    first = {}
    for row in shifts:
        at = row.starts_at.astimezone(LOCAL).time()
        first[row.slot] = min(at, first.get(row.slot, at))
    names = tuple(sorted(first, key=lambda slot: (first[slot], slot)))
    return names if len(names) <= ALIGNED else ()


def _drawn(shifts, slots: tuple[str, ...], now: datetime, short: bool) -> tuple[Markup, str]:
    marks = [_mark(row, now) for row in shifts or ()]
    if short:
        marks = [mark for mark in marks if mark.state in UNDER]
    if not marks:
        return Markup(""), ""
    word = _word(marks)
    if slots:
        at = {mark.slot: mark for mark in marks}
        marks = [at.get(slot) for slot in slots]
    said = "; ".join(words(language(), mark) for mark in marks if mark)
    return kept("cover/_cell.html", "cell", tuple(marks), said), word


def _word(marks: list[Mark]) -> str:
    few = sum(mark.few for mark in marks if mark.state in UNDER)
    if few:
        return str(few)
    return "ok" if any(mark.state in ENOUGH for mark in marks) else ""


def _mark(row, now: datetime) -> Mark:
    taken, held, few = row.seats_taken, row.seats_held, missing(row)
    return Mark(strength(row, now), few, taken, held, row.min_heads, row.max_heads, row.slot)


@lru_cache(maxsize=4096)
def words(lang: str, mark: Mark) -> str:
    """A shift's cell read aloud: "Morning: 1 of 4 seats taken, 1 held, at least 2 needed, 1 short"."""
    if mark.state == "off":
        return _("%(slot)s: cancelled", slot=mark.slot)
    said = [_("%(slot)s: %(taken)s of %(most)s seats taken", slot=mark.slot, taken=mark.taken, most=mark.most)]
    if mark.held:
        said.append(_("%(held)s held", held=mark.held))
    said.append(_("at least %(least)s needed", least=mark.least))
    if mark.state in UNDER:
        said.append(ngettext("at least %(num)d more needed", "at least %(num)d more needed", mark.few))
    elif mark.state == "full":
        said.append(_("full"))
    return ", ".join(said)


def legend() -> list[tuple[Markup, str]]:
    """A mark of each sort with what it means."""
    samples = (
        (Mark("enough", 0, 3, 0, 2, 4, ""), _("enough; the line is the fewest needed")),
        (Mark("full", 0, 4, 0, 2, 4, ""), _("full")),
        (Mark("enough", 0, 2, 1, 2, 4, ""), _("held for somebody")),
        (Mark("short", 2, 1, 0, 3, 4, ""), _("too few, with the number still needed")),
        (Mark("nobody", 2, 0, 0, 2, 4, ""), _("nobody yet, with the number still needed")),
        (Mark("promised", 1, 1, 1, 2, 4, ""), _("too few, but seats are held for somebody")),
        (Mark("off", 0, 0, 0, 2, 4, ""), _("cancelled")),
    )
    return [(kept("cover/_cell.html", "sample", mark), said) for mark, said in samples]
