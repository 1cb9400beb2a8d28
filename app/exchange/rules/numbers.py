"""Numbers by the rules of Vietnamese: a point or a comma before exactly three digits marks thousands."""

import math
import re
import unicodedata
from fractions import Fraction

from app.exchange.rules.codes import Code
from app.exchange.rules.problem import CellProblem, shown

_UNITS = re.compile(
    r"\s*(?:lượt(?: người| hộ)?|người(?: dân)?|hồ sơ|hộ(?: dân| gia đình)?|cuộc(?: gọi)?|tài khoản|tk|buổi|lớp|tin"
    r"|bài|cái|trường hợp|th)\.?$"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,\s])\d{3})(?:\1\d{3})*")
_MIXED = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,2})|([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})")
_PLAIN = re.compile(r"\d{1,15}(?:[.,](\d{1,15}))?")


def as_number(value) -> Fraction:
    """A number or the text of one. "1.000" and "1,000" are a thousand, "0,500" is refused; "1,5" and "1.5" are one
    and a half."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return Fraction(value)
    if isinstance(value, str):
        found = _of_text(unicodedata.normalize("NFKC", value[:60]).strip().lower())
        if found is not None:
            return found
    raise CellProblem(Code.NUMBER_INVALID, value=shown(value))


def _of_text(text: str) -> Fraction | None:
    text = _UNITS.sub("", text.replace("\u2212", "-"))
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-").strip()
    if _THOUSANDS.fullmatch(text):
        return sign * Fraction(re.sub(r"\D", "", text))
    if found := _MIXED.fullmatch(text):
        whole, part = re.sub(r"\D", "", found[1] or found[3]), found[2] or found[4]
        return sign * Fraction(f"{whole}.{part}")
    if found := _PLAIN.fullmatch(text):
        if found[1] and len(found[1]) == 3:
            raise CellProblem(Code.NUMBER_UNCLEAR, value=shown(text))
        return sign * Fraction(text.replace(",", "."))
    return None
