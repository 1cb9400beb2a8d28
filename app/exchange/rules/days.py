"""Days as people write them, in rosters and in journals: one reader for both.

A text is read as day, month, year. Only where that is no day between the bounds that the sheet allows, and one other
way of reading it is, is that one taken, and it is told.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.core.text import fold
from app.exchange.rules.codes import Code, NoticeCode
from app.exchange.rules.problem import CellProblem, Mended

_DAY_ONE = datetime.date(1899, 12, 30)
_DAY_ONE_1904 = datetime.date(1904, 1, 1)
_LAST_SERIAL = 2_958_465  # 31/12/9999
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "thu hai,thu 2,t2,monday,mon",
            "thu ba,thu 3,t3,tuesday,tue",
            "thu tu,thu 4,t4,wednesday,wed",
            "thu nam,thu 5,t5,thursday,thu",
            "thu sau,thu 6,t6,friday,fri",
            "thu bay,thu 7,t7,saturday,sat",
            "chu nhat,cn,sunday,sun",
        )
    )
    for word in words.split(",")
}
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905 (a list of quoted words is harder to read)
}
_WEEKDAY = re.compile(rf"({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b\.?[\s,;:\-(]*")
_HOUR = re.compile(r"[\sT,]+\d{1,2}\s*[:hg]\s*(?:\d{1,2})?(?::\d{2}(?:\.\d+)?)?\s*$|[Tt]\d{2}:\d{2}.*$")


@dataclass(frozen=True)
class Bounds:
    """The days that a sheet may speak of, both counted, and how its numbers of days count."""

    first: datetime.date
    last: datetime.date
    since_1904: bool = False

    def hold(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


def day_text(day: datetime.date) -> str:
    return f"{day.day}/{day.month}/{day.year:04d}"


def of_serial(number: float, since_1904: bool = False) -> datetime.date | None:
    """The day of Excel's number."""
    if not 1 <= number <= _LAST_SERIAL:
        return None
    try:
        return (_DAY_ONE_1904 if since_1904 else _DAY_ONE) + datetime.timedelta(days=int(number))
    except OverflowError:
        return None


def as_day(value, bounds: Bounds | None = None):
    """The day of a cell (or ``Mended``, where it was read in another way than day, month, year).

    Raises CellProblem where there is none, where a weekday contradicts it, and where two readings remain.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    since_1904 = bounds is not None and bounds.since_1904
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found = of_serial(value, since_1904)
        if found is None:
            raise CellProblem(Code.DAY_INVALID, value=str(value)[:40])
        return found
    if not isinstance(value, str):
        raise CellProblem(Code.DAY_INVALID, value=str(value)[:40])
    return _of_text(value, bounds, since_1904)


@lru_cache(maxsize=2048)
def _of_text(text: str, bounds: Bounds | None, since_1904: bool):
    told, plain = _shown(text), _plain(text)
    weekday, plain = _weekday_apart(plain)
    readings = list(dict.fromkeys(_readings(plain, bounds, since_1904)))
    if not readings:
        raise CellProblem(Code.DAY_INVALID, value=told)
    fitting = [day for day in readings if weekday is None or day.weekday() == weekday]
    first = readings[0]
    if bounds is None or bounds.hold(first):
        if first not in fitting:
            raise CellProblem(Code.DAY_WEEKDAY, value=told, day=day_text(first))
        return _mended(told, first) if _is_guess(plain, first) else first
    inside = [day for day in fitting if bounds.hold(day)]
    if len(inside) == 1:
        return _mended(told, inside[0])
    if len(inside) > 1:
        raise CellProblem(Code.DAY_UNCLEAR, value=told, days=", ".join(map(day_text, inside)))
    if first not in fitting:
        raise CellProblem(Code.DAY_WEEKDAY, value=told, day=day_text(first))
    return first


def _is_guess(plain: str, day: datetime.date) -> bool:
    """Whether the year is not told, or the day is not the first number of a text that could open with it."""
    usual = re.match(r"(\d{1,2})\s*[./-]\s*\d{1,2}\s*[./-]", plain)
    return bool(usual and int(usual[1]) != day.day) or any(year is None for year, _, _ in _parts(plain))


def _mended(told: str, day: datetime.date) -> Mended:
    return Mended(day, NoticeCode.DAY_READ, {"value": told, "day": day_text(day)})


def _shown(text: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text[:80]).split())
    return text if len(text) <= 40 else text[:39] + "…"


def _plain(text: str) -> str:
    """Small letters without marks, signs kept; the hour behind a day is left out."""
    text = unicodedata.normalize("NFKC", text[:120]).strip().lower()
    text = _HOUR.sub("", text)
    marks = "".join(c for c in unicodedata.normalize("NFD", text.replace("đ", "d")) if not unicodedata.combining(c))
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s+", " ", marks)).strip(" .,;")


def _weekday_apart(plain: str) -> tuple[int | None, str]:
    """(the weekday that the text opens or ends with, from Monday 0, or None; the rest)."""
    weekday = None
    if found := _WEEKDAY.match(plain):
        weekday, plain = _WEEKDAYS[found[1]], plain[found.end() :]
    elif found := re.search(rf"[\s,(]+({'|'.join(_WEEKDAYS)})\)?$", plain):
        weekday, plain = _WEEKDAYS[found[1]], plain[: found.start()]
    return weekday, re.sub(r"^(?:ngay|hom)\b[\s:.]*", "", plain).strip(" ,()")


def _readings(plain: str, bounds: Bounds | None, since_1904: bool) -> Iterator[datetime.date]:
    """The days that a text may mean, the usual reading first."""
    for year, month, day in _parts(plain):
        if year is None:
            years = range(bounds.first.year, bounds.last.year + 1) if bounds else ()
            found = [one for one in (_day(y, month, day) for y in years) if one]
            inside = [one for one in found if bounds.hold(one)]
            yield from inside or found
        elif one := _day(year, month, day):
            yield one
    if re.fullmatch(r"\d{5}", plain) and (one := of_serial(int(plain), since_1904)):
        yield one


def _parts(plain: str) -> Iterator[tuple[int | None, int, int]]:
    """(year or None, month, day) of each way to read it."""
    if found := re.fullmatch(r"(\d{4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,2})", plain):
        yield int(found[1]), int(found[3]), int(found[4])
    elif found := re.fullmatch(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})", plain):
        one, two, three = int(found[1]), int(found[3]), found[4]
        year = int(three) + (2000 if len(three) == 2 else 0)
        yield year, two, one
        yield year, one, two
        if len(three) == 2:
            yield 2000 + one, two, int(three)
    elif found := re.fullmatch(r"(\d{1,2})\s*([./-])\s*(\d{1,2})", plain):
        yield None, int(found[3]), int(found[1])
        yield None, int(found[1]), int(found[3])
    elif found := re.fullmatch(
        r"(?:mung |mong )?(\d{1,2})\s*(?:[,/-]\s*)?th(?:ang|g)?\.?\s*(\d{1,2}|gieng|tu|chap)"
        r"(?:\s*[,/-]?\s*(?:nam\s*)?(\d{4}|\d{2}))?",
        plain,
    ):
        if found[2].isdigit() or found[2] == "tu":
            yield _year(found[3]), 4 if found[2] == "tu" else int(found[2]), int(found[1])
    elif found := re.fullmatch(r"(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?(?:[\s,-]+(\d{4}|\d{2}))?", plain):
        if found[2] in _MONTHS:
            yield _year(found[3]), _MONTHS[found[2]], int(found[1])
    elif found := re.fullmatch(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:[\s,]+(\d{4}))?", plain):
        if found[1] in _MONTHS:
            yield _year(found[3]), _MONTHS[found[1]], int(found[2])
    elif found := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", plain):
        yield int(found[3]), int(found[2]), int(found[1])
        yield int(plain[:4]), int(plain[4:6]), int(plain[6:])


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def year_of_birth(value, today: datetime.date, since_1904: bool = False) -> int | None:
    """The year of a number, a text or a date of birth; None where none can be told.

    Two-digit years are those of somebody under a hundred years of age; a whole number that is no year is Excel's
    number of a day.
    """
    if isinstance(value, datetime.date):
        return value.year
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        if value != value or value != int(value):
            return None
        found = of_serial(value, since_1904) if value > 9999 else None
        return found.year if found and today.year - 110 <= found.year <= today.year else int(value)
    if not isinstance(value, str):
        return None
    return _birth_of_text(value, today, since_1904)


def _birth_of_text(text: str, today: datetime.date, since_1904: bool) -> int | None:
    plain = re.sub(r"^(?:nam sinh|sinh nam|sinh ngay|sinh|nam|sn|ns)\b[\s:.]*", "", _plain(text))
    _, plain = _weekday_apart(plain)
    plain = re.sub(r"\s*\([a-z ]+\)$", "", plain)
    # The day does not matter, nor whether it is one: "00/00/1990", "?/8/1990".
    if found := re.fullmatch(r"(?:[\d?x]{1,2}\s*[./-]\s*){0,2}(\d{4})|(\d{4})(?:\s*[./-]\s*\d{1,2}){1,2}", plain):
        return int(found[1] or found[2])
    if found := re.fullmatch(r"\d{1,2}\s*([./-])\s*\d{1,2}\s*\1\s*(\d{2})", plain):
        year = 2000 + int(found[2])
        return year if year <= today.year else year - 100
    if re.fullmatch(r"\d{5}", plain):
        return year_of_birth(int(plain), today, since_1904)
    years = {year for year, month, day in _parts(plain) if year is not None and _day(year, month, day)}
    return years.pop() if len(years) == 1 else None


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a weekday."""
    return fold(text) in _WEEKDAYS
