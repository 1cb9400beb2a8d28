"""Which letters the bytes of a text file stand for: told by what the file says, never by what is usual."""

import re
import unicodedata

from app.core.sheets.limits import SheetCode, SheetProblem
from app.core.text.fonts import from_old_font
from app.core.text.syllables import is_vietnamese

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORD = re.compile(r"[^\s,;|\t\"]*[^\x00-\x7f][^\s,;|\t\"]*")
_LOST = re.compile(r"[^\W\d_]+\?[^\W\d_]+|[^\W\d_]\?(?=[\s,;\t\"])|(?<=[\s,;\t\"])\?[^\W\d_]+")
_LOOKED_AT = 2_000  # words
# Signs that letters are set between, which Windows keeps in the same places in all its Western sets.
_SIGNS = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac\u2022\xa0\xb0\xb7\xb2\xb3\xbd"


def decode(data: bytes) -> str:
    """The text of a file: by its mark, as UTF-16 or UTF-8 where it is nothing else, else as Windows-1258.

    What was typed for an old font (TCVN3, VNI) comes back in the letters that stand in the file, to be converted by
    whoever reads names. Raises SheetProblem where more than one reading is possible, or none.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    if b"\0" in data:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _single(data)
    lost = _LOST.findall(text[:200_000])
    if text.isascii() and len(lost) > 2:
        raise SheetProblem(SheetCode.LETTERS_LOST, word=lost[0][:20])
    return text


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise SheetProblem(SheetCode.BROKEN) from error


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every ASCII character has its NUL on one side."""
    at = [data[start:200_000:2].count(0) for start in (0, 1)]
    if len(data) % 2 or min(at) * 20 > max(at):
        raise SheetProblem(SheetCode.NOT_A_SHEET)
    return _strictly(data, "utf-16-be" if at[0] > at[1] else "utf-16-le")


def _single(data: bytes) -> str:
    """One byte a character: Windows-1258, or letters of an old font in Windows-1252."""
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    western = data.decode("cp1252", "replace")
    words = _WORD.findall(vietnamese)[:_LOOKED_AT]
    spelled = bool(words) and all(is_vietnamese(word) and _letters_only(word) for word in words)
    typed = _WORD.findall(western)[:_LOOKED_AT]
    converted = sum(from_old_font(word) is not None for word in typed)
    old = len(typed) > 0 and converted * 2 > len(typed)
    if spelled == old:
        raise SheetProblem(SheetCode.CHARSET)
    return vietnamese if spelled else western


def _letters_only(word: str) -> bool:
    """Whether nothing but letters and usual signs stands in a word: no mark without its letter, no odd sign."""
    return all(c.isascii() or c.isalpha() or c in _SIGNS for c in word)
