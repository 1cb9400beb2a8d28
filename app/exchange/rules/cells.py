"""One cell at a time: from what a spreadsheet holds to what the site keeps, or the reason why not."""

import datetime
import math
import re
from fractions import Fraction

from app.core.sheets import Formula
from app.core.text import TextProblem, clean_text, fold, holds_identity_number, normalise_email, normalise_phone
from app.exchange.rules.codes import Code

FIRST_YEAR = 1900
LEAST_AGE = 16
_DAY_ONE_OF_EXCEL = datetime.date(1899, 12, 30)
_MALE = {"nam", "m", "male", "trai", "ong", "anh"}
_FEMALE = {"nu", "f", "female", "gai", "ba", "chi"}
_NOTHING = {"", "-", "–", "—", "."}


class CellProblem(Exception):
    """A cell is refused: a member of Code or TextCode, and the facts of its sentence."""

    def __init__(self, code, **facts):
        super().__init__(code.name)
        self.code = code
        self.facts = facts


def file_label(name: str) -> str:
    """The name of an uploaded file as it may be kept and shown, without the folders that some browsers send."""
    return shown(re.split(r"[/\\]", name[-400:])[-1], 100).strip() or "?"


def shown(value, longest: int = 40) -> str:
    """A value as an error may repeat it: short, printable, and with long runs of digits hidden."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime.date):
        value = day_text(value)
    text = "".join(c if c.isprintable() else " " for c in str(value)[:200])
    if holds_identity_number(text):
        kept = [m.start() for m in re.finditer(r"\d", text)][2:-2]
        text = "".join("•" if i in kept else c for i, c in enumerate(text))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def day_text(day: datetime.date) -> str:
    return f"{day.day}/{day.month}/{day.year:04d}"


def plain(value):
    """The value itself; a formula is refused, blanks and lone dashes become None."""
    if isinstance(value, Formula):
        raise CellProblem(Code.FORMULA)
    if isinstance(value, str) and value.strip() in _NOTHING:
        return None
    return value


def as_text(value, limit: int) -> str | None:
    """Free text of at most `limit` characters without identity or phone numbers."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime.date):
        value = day_text(value)
    try:
        text = clean_text(str(value), limit)
    except TextProblem as problem:
        raise CellProblem(problem.code, **problem.facts) from problem
    if holds_identity_number(text):
        raise CellProblem(Code.IDENTITY_NUMBER)
    return text or None


def as_name(value) -> str | None:
    text = as_text(value, 100)
    if text and (not isinstance(value, str) or sum(c.isalpha() for c in text) < 2 or any(c.isdigit() for c in text)):
        raise CellProblem(Code.NAME_INVALID, value=shown(text))
    return text


def as_gender(value) -> str:
    """The word "male" or "female"."""
    word = fold(str(value))
    if word in _MALE | _FEMALE:
        return "male" if word in _MALE else "female"
    raise CellProblem(Code.GENDER_UNKNOWN, value=shown(value))


def is_mark(value) -> bool:
    """The x that ticks a column."""
    return value is True or fold(str(value)) in ("x", "v") or str(value).strip() in ("✓", "✔")


def as_birth_year(value, today: datetime.date) -> int:
    """The year of a number, a text or a date of birth; FIRST_YEAR or later and LEAST_AGE years ago."""
    year = None
    if isinstance(value, datetime.date):
        year = value.year
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        year = int(value) if math.isfinite(value) and value == int(value) else None
    elif isinstance(value, str):
        found = re.fullmatch(r"(?:\d{1,2}[./-]){0,2}(\d{4})|(\d{4})-\d{1,2}-\d{1,2}", value.strip())
        year = int(found[1] or found[2]) if found else None
    if year is None:
        raise CellProblem(Code.BIRTH_YEAR_INVALID, value=shown(value))
    if not FIRST_YEAR <= year <= today.year:
        raise CellProblem(Code.BIRTH_YEAR_OUTSIDE, value=shown(year), first=FIRST_YEAR, last=today.year)
    if today.year - year < LEAST_AGE:
        raise CellProblem(Code.TOO_YOUNG, value=year, age=LEAST_AGE)
    return year


def as_phone(value) -> str:
    phone = normalise_phone(value) if isinstance(value, (str, int, float)) else None
    if phone is None:
        raise CellProblem(Code.PHONE_INVALID, value=shown(value))
    return phone


def as_email(value) -> str:
    email = normalise_email(value) if isinstance(value, str) else None
    if email is None:
        raise CellProblem(Code.EMAIL_INVALID, value=shown(value))
    return email


def as_day(value) -> datetime.date:
    """A date, a date and time, Excel's number of a day, or text such as 31/7/2025, 31-7-25, 2025-07-31."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value < 2_958_466:
            return _DAY_ONE_OF_EXCEL + datetime.timedelta(days=int(value))
        if isinstance(value, str):
            return _day_of_text(value)
    except (ValueError, OverflowError):
        pass
    raise CellProblem(Code.DAY_INVALID, value=shown(value))


def _day_of_text(text: str) -> datetime.date:
    text = re.sub(r"^(?:thứ \w+|chủ nhật|t[2-7]|cn|ngày)[\s,]*", "", text.strip(), flags=re.IGNORECASE)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:.]+)?", text):
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})", text)
    if not found:
        raise ValueError(text)
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
    return datetime.date(year, int(found[3]), int(found[1]))


def as_number(value) -> Fraction:
    """A number or a text of one, with comma or point before the decimals."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return Fraction(value)
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", value.strip()):
        return Fraction(value.strip().replace(",", "."))
    raise CellProblem(Code.NUMBER_INVALID, value=shown(value))


def as_count(value, limit: int) -> int:
    """A whole number from 0 to `limit`."""
    return _whole(as_number(value), value, limit)


def as_minutes(value, limit: int = 1440) -> int:
    """Whole minutes from a number, or from a duration such as 3:30 or "3h30"."""
    duration = _duration(value)
    return _whole(as_number(value) if duration is None else duration, value, limit)


def as_hours(value, limit: int = 1440) -> int:
    """Minutes from hours: 3.5, "3,5", 3:30 or "3h30" are 210."""
    duration = _duration(value)
    return _whole(as_number(value) * 60 if duration is None else duration, value, limit)


def _duration(value) -> Fraction | None:
    if isinstance(value, datetime.time):
        return Fraction(value.hour * 60 + value.minute) + Fraction(value.second, 60)
    if isinstance(value, datetime.timedelta):
        return Fraction(round(value.total_seconds()), 60)
    found = isinstance(value, str) and re.fullmatch(
        r"(\d{1,3})\s*(?:h|g|giờ|:)\s*(?:(\d{1,2})\s*(?:p|ph|phút|')?)?", value.strip().lower()
    )
    return Fraction(int(found[1]) * 60 + int(found[2] or 0)) if found else None


def _whole(number: Fraction, value, limit: int) -> int:
    if number < 0:
        raise CellProblem(Code.NUMBER_NEGATIVE, value=shown(value))
    if number > limit:
        raise CellProblem(Code.NUMBER_TOO_LARGE, value=shown(value), limit=limit)
    if number.denominator != 1:
        raise CellProblem(Code.NUMBER_NOT_WHOLE, value=shown(value))
    return int(number)
