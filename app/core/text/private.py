"""Numbers that free text must not hold."""

import re

_DATES_AND_TIMES = re.compile(
    r"(?<![\d.])(?:"
    r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:[01]?\d|2[0-3])[:hg][0-5]\d"
    r")(?![\d.]\d|\d)"
)
_BETWEEN_DIGITS = re.compile(
    r"(?<=\d)[\s._()\u00ad\u00b7\u200b-\u200d\u2010-\u2015\u2022\u2027\u2060\u2219\u3002\u30fb\uff0e-]+(?=\d)"
)


_MAY = re.compile(r"\d(?:\D{0,9}\d){8}")


def holds_identity_number(s: str) -> bool:
    """Nine or more digits in a row once blanks, dots of any kind, dashes and brackets between digits are gone.

    An identity number has 12 digits (formerly 9), a phone number 10; none belongs in free text, and any
    longer run may hide one. Dates and times are set aside first, so `31.7.2025 08:30` passes;
    `1.234.567` has seven digits and passes; nine single digits set apart by blanks do not pass.
    """
    if not _MAY.search(s):
        return False
    return re.search(r"\d{9}", _BETWEEN_DIGITS.sub("", _DATES_AND_TIMES.sub("|", s))) is not None
