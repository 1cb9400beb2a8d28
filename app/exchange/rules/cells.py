"""One cell at a time: from what a spreadsheet holds to what the site keeps, or the reason why not."""

import datetime
import re
from fractions import Fraction
from functools import lru_cache

from app.core.sheets import Formula
from app.core.text import (
    TextCode,
    TextProblem,
    clean_text,
    fold,
    holds_identity_number,
    is_garbled,
    normalise_email,
    normalise_phone,
    phones_in,
    plain_letters,
)
from app.exchange.rules.codes import Code
from app.exchange.rules.days import Bounds, as_day, day_text, year_of_birth
from app.exchange.rules.durations import as_clock, as_length
from app.exchange.rules.numbers import as_number
from app.exchange.rules.person_names import as_name
from app.exchange.rules.problem import CellProblem, shown

__all__ = ["Bounds", "CellProblem", "as_day", "as_name", "day_text", "shown"]

FIRST_YEAR = 1900
LEAST_AGE = 16
_MALE = {"nam", "m", "male", "trai", "ong", "anh"}
_FEMALE = {"nu", "f", "female", "gai", "ba", "chi"}
_NOTHING = {"", "-", "–", "—", "."}


def file_label(name: str) -> str:
    """The name of an uploaded file as it may be kept and shown, without the folders that some browsers send."""
    return shown(re.split(r"[/\\]", name[-400:])[-1], 100).strip() or "?"


def plain(value):
    """The value itself; a formula is refused, blanks and lone dashes become None."""
    if isinstance(value, Formula):
        raise CellProblem(Code.FORMULA)
    if isinstance(value, str) and value.strip() in _NOTHING:
        return None
    return value


def as_text(value, limit: int, names: bool = False) -> str | None:
    """Free text of at most `limit` characters without identity or phone numbers. `names`: it is the name of a team,
    a point, a slot, so that nothing unseen may make it another one."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime.date):
        value = day_text(value)
    text = str(value)
    try:
        if not text.isascii() and len(text) <= 4 * limit + 100:
            if is_garbled(text) or "\ufffd" in text:
                raise TextProblem(TextCode.GARBLED, text=shown(text))
            text = plain_letters(text) if names else text
        text = clean_text(text, limit)
    except TextProblem as problem:
        raise CellProblem(problem.code, **problem.facts) from problem
    if holds_identity_number(text):
        raise CellProblem(Code.IDENTITY_NUMBER)
    return text or None


def as_label(value, limit: int = 200) -> str | None:
    """The name of a team, a point or a slot."""
    return _label(value, limit) if type(value) is str else as_text(value, limit, names=True)


@lru_cache(maxsize=4096)
def _label(text: str, limit: int) -> str | None:
    return as_text(text, limit, names=True)


def as_gender(value) -> str:
    """The word "male" or "female"."""
    word = _word(str(value))
    if word in _MALE | _FEMALE:
        return "male" if word in _MALE else "female"
    raise CellProblem(Code.GENDER_UNKNOWN, value=shown(value))


_word = lru_cache(maxsize=256)(fold)


def is_mark(value) -> bool:
    """The x that ticks a column."""
    return value is True or fold(str(value)) in ("x", "v") or str(value).strip() in ("✓", "✔")


def as_birth_year(value, today: datetime.date, since_1904: bool = False) -> int:
    """The year of a number, a text or a date of birth; FIRST_YEAR or later and LEAST_AGE years ago."""
    year = year_of_birth(value, today, since_1904)
    if year is None:
        raise CellProblem(Code.BIRTH_YEAR_INVALID, value=shown(value))
    if not FIRST_YEAR <= year <= today.year:
        raise CellProblem(Code.BIRTH_YEAR_OUTSIDE, value=shown(year), first=FIRST_YEAR, last=today.year)
    if today.year - year < LEAST_AGE:
        raise CellProblem(Code.TOO_YOUNG, value=year, age=LEAST_AGE)
    return year


def as_phone(value) -> str:
    phone = normalise_phone(value) if isinstance(value, (str, int, float)) else None
    if phone is not None:
        return phone
    several = list(dict.fromkeys(phones_in(value))) if isinstance(value, str) else []
    if len(several) == 1:
        return several[0]
    if several:
        raise CellProblem(Code.PHONE_SEVERAL, value=" / ".join(several))
    raise CellProblem(Code.PHONE_INVALID, value=shown(value))


def as_email(value) -> str:
    email = normalise_email(value) if isinstance(value, str) else None
    if email is None:
        raise CellProblem(Code.EMAIL_INVALID, value=shown(value))
    return email


def as_count(value, limit: int) -> int:
    """A whole number from 0 to `limit`."""
    if type(value) is float and 0 <= value <= limit and value.is_integer():
        return int(value)
    return _whole(as_number(value), value, limit)


def as_minutes(value, limit: int = 1440) -> int:
    """Whole minutes from a number, or from what says its unit: 3:30, "3h30", "3 tiếng", "từ 8h đến 11h30"."""
    if type(value) is float and 0 <= value <= limit and value.is_integer():
        return int(value)
    length = as_length(value)
    return _whole(as_number(value) if length is None else length, value, limit)


def as_hours(value, limit: int = 1440) -> int:
    """Minutes from hours: 3.5, "3,5", 3:30 or "3h30" are 210; "180 phút" are 180."""
    length = as_length(value)
    return _whole(as_number(value) * 60 if length is None else length, value, limit)


def as_time(value, limit: int = 1440) -> int:
    """Minutes from what says its unit; a bare number could be hours or minutes."""
    length = as_length(value)
    if length is None:
        raise CellProblem(Code.TIME_UNIT, value=shown(value))
    return _whole(length, value, limit)


def as_hour(value) -> int:
    """Minutes since midnight."""
    return as_clock(value)


def _whole(number: Fraction, value, limit: int) -> int:
    if number < 0:
        raise CellProblem(Code.NUMBER_NEGATIVE, value=shown(value))
    if number > limit:
        raise CellProblem(Code.NUMBER_TOO_LARGE, value=shown(value), limit=limit)
    if number.denominator != 1:
        raise CellProblem(Code.NUMBER_NOT_WHOLE, value=shown(value))
    return int(number)
