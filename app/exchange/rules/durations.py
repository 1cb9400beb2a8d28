"""Hours and minutes as people write them: "3,5", "3:30", "2h30", "3 tiếng rưỡi", "từ 8h đến 11h30".

All answers are whole or broken minutes; what could be meant in two ways is refused.
"""

import datetime
import re
import unicodedata
from fractions import Fraction

from app.exchange.rules.codes import Code
from app.exchange.rules.problem import CellProblem, shown

DAY = 1440
# The longest that a time which ends before it begins is taken for a night. "8h - 2h" is an afternoon written without
# 24 hours or a typing mistake, and no duty of 18 hours.
LONGEST_NIGHT = 12 * 60
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mốt": 1,
}  # fmt: skip
_NUMBER = r"(?:\d{1,4}(?:[.,]\d{1,2})?|\d\s*/\s*\d)"
_UNMARKED = {
    "phut": "phút", "gio": "giờ", "tieng": "tiếng", "den": "đến", "toi": "tới", "tu": "từ", "ruoi": "rưỡi",
    "nua": "nửa", "sang": "sáng", "chieu": "chiều",
}  # fmt: skip
_UNMARKED_WORDS = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_UNMARKED)})(?![^\W\d_])")
_HOURS = r"(?:giờ đồng hồ|tiếng đồng hồ|giờ|tiếng|hours|hour|hrs|h|g)"
_MINUTES = r"(?:phút|ph|minutes|minute|mins|min|p|')"
_LENGTH = re.compile(
    rf"(?:(?P<hours>{_NUMBER}|nửa)\s*{_HOURS}\s*(?P<half>rưỡi)?)?"
    rf"(?:\s*(?:và\s*)?(?P<minutes>{_NUMBER})\s*(?P<unit>{_MINUTES})?)?\.?"
)
_CLOCK = (
    r"(?P<{0}h>\d{{1,2}})\s*(?:(?:giờ|h|g|:)\s*(?P<{0}m>\d{{1,2}}|rưỡi)?(?::\d\d)?\s*(?:phút|ph|p|')?)?"
    r"\s*(?P<{0}d>sáng|trưa|chiều|tối|đêm|khuya|am|pm)?"
)
_AT = re.compile(_CLOCK.format("a"))
_SPAN = re.compile(rf"(?:từ\s*)?{_CLOCK.format('a')}\s*(?:-|đến|tới|=>|->|→|~)\s*{_CLOCK.format('b')}")
_SPAN_UNIT = re.compile(r"giờ|h|g|:")
_UNCLEAR = re.compile(r"\b(?:ngày|buổi|ca|tuần|công)\b")


def plain_time(text: str) -> str:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text[:80])).strip().lower()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text.replace("’", "'").replace("′", "'"))
    text = _UNMARKED_WORDS.sub(lambda found: _UNMARKED[found[0]], text)
    words = [str(_NUMBERS[word]) if word in _NUMBERS else word for word in text.split()]
    return _tens(words)


def _tens(words: list[str]) -> str:
    """ "ba mươi 5" is 35, "10 2" (mười hai) is 12."""
    out: list[str] = []
    for word in words:
        if word == "mươi" and out and out[-1].isdigit():
            out[-1] = str(int(out[-1]) * 10)
        elif word.isdigit() and len(word) == 1 and out and re.fullmatch(r"[1-9]0", out[-1]):
            out[-1] = str(int(out[-1]) + int(word))
        else:
            out.append(word)
    return " ".join(out)


def as_length(value) -> Fraction | None:
    """Minutes of a length of time that says its unit, or of a span ("8h-11h30"); None for a bare number.

    Raises CellProblem for what is no length or no clear one.
    """
    if isinstance(value, datetime.time):
        return Fraction(value.hour * 60 + value.minute) + Fraction(value.second, 60)
    if isinstance(value, datetime.timedelta):
        return Fraction(round(value.total_seconds()), 60)
    if not isinstance(value, str):
        return None
    text = plain_time(value)
    if re.fullmatch(r"[+-]?[\d.,\s]+", text):
        return None
    if _UNCLEAR.search(text):
        raise CellProblem(Code.TIME_UNCLEAR, value=shown(value))
    if found := _SPAN.fullmatch(text):
        return Fraction(_span(found, text, value))
    if found := re.fullmatch(r"(\d{1,3})\s*:\s*(\d{2})(?::00)?", text):
        return _sum(int(found[1]), int(found[2]), value)
    found = _LENGTH.fullmatch(text)
    if not found or not (found["hours"] or found["unit"]):
        raise CellProblem(Code.TIME_INVALID, value=shown(value))
    hours = _number(found["hours"]) + (Fraction(1, 2) if found["half"] else 0)
    minutes = _number(found["minutes"])
    if (found["half"] and found["minutes"]) or (found["hours"] and hours.denominator != 1 and minutes):
        raise CellProblem(Code.TIME_UNCLEAR, value=shown(value))
    return _sum(hours, minutes, value) if found["hours"] else minutes


def _sum(hours, minutes, value) -> Fraction:
    if minutes >= 60:
        raise CellProblem(Code.TIME_INVALID, value=shown(value))
    return Fraction(hours) * 60 + minutes


def _number(text: str | None) -> Fraction:
    if not text:
        return Fraction(0)
    if text == "nửa":
        return Fraction(1, 2)
    if "/" in text:
        one, two = (int(part) for part in text.split("/"))
        return Fraction(one, two) if two else Fraction(0)
    return Fraction(text.replace(",", "."))


def _span(found: re.Match, text: str, value) -> int:
    first, last = _clock(found, "a", value), _clock(found, "b", value)
    if not _SPAN_UNIT.search(text) and not (found["ad"] or found["bd"]):
        raise CellProblem(Code.TIME_UNCLEAR, value=shown(value))
    # "2 - 5 giờ chiều": what is said once holds for both.
    if found["bd"] and not found["ad"] and int(found["ah"]) < int(found["bh"]) and last > 12 * 60 > first:
        first += 12 * 60 if found["bd"] in ("chiều", "tối", "pm") and int(found["ah"]) < 12 else 0
    return between(first, last, value)


def between(first: int, last: int, value) -> int:
    """Minutes from one time of day to another, over midnight where the second is the earlier one and a night is not
    longer than that."""
    if first == last:
        raise CellProblem(Code.TIME_SAME, value=shown(value))
    if last < first and last + DAY - first > LONGEST_NIGHT:
        raise CellProblem(Code.TIME_BACKWARDS, value=shown(value))
    return (last - first) % DAY


def _clock(found: re.Match, name: str, value) -> int:
    hour, minute, part = int(found[f"{name}h"]), found[f"{name}m"], found[f"{name}d"]
    minute = 30 if minute == "rưỡi" else int(minute or 0)
    afternoon = part in ("chiều", "tối", "pm") and hour < 12
    if afternoon or (part == "trưa" and hour < 3) or (part in ("đêm", "khuya") and 6 < hour < 12):
        hour += 12
    elif part == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise CellProblem(Code.TIME_INVALID, value=shown(value))
    return hour % 24 * 60 + minute


def as_clock(value) -> int:
    """Minutes since midnight of a time of day: a time, a date and time, "8h30", 8, or the part of a day (0.5)."""
    if isinstance(value, datetime.datetime):
        value = value.time()
    if isinstance(value, datetime.time):
        return value.hour * 60 + value.minute
    if isinstance(value, datetime.timedelta) and 0 <= value.total_seconds() <= DAY * 60:
        return round(value.total_seconds() / 60) % DAY
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0 <= value < 1:
            return round(value * DAY) % DAY
        if value == int(value) and value <= 24:
            return int(value) % 24 * 60
    if isinstance(value, str) and (found := _AT.fullmatch(plain_time(value))):
        return _clock(found, "a", value)
    raise CellProblem(Code.TIME_INVALID, value=shown(value))
