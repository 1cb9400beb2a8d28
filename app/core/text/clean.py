"""Text as it may be kept: composed, without control characters, no longer than allowed."""

import re
import unicodedata

from app.core.reasons import N_, Reason


class TextCode(Reason):
    NUL = N_("The text contains a NUL character. Please type it again.")
    CONTROL = N_("The text contains a control character that can't be shown. Please type it again.")
    BIDI = N_("The text contains a character that turns the reading direction. Please type it again.")
    TOO_LONG = N_("The text is longer than %(limit)s characters.")
    LETTER = N_(
        "“%(text)s” contains “%(letter)s” (%(point)s, %(name)s), which is not a Vietnamese letter but can look "
        "like one. Please type the text again."
    )
    GARBLED = N_(
        "“%(text)s” is not readable Vietnamese: the file was opened with the wrong encoding. Please open the source "
        "as UTF-8, or type the text again."
    )
    LOST = N_("“%(text)s” contains the sign for letters that were lost on the way. Please type the text again.")
    OLD_FONT = N_(
        "“%(text)s” is typed with an old font (%(font)s); in Unicode it is “%(read)s”. Please type it that way."
    )


class TextProblem(ValueError):
    """Why a text is refused: `code`, and `facts` for the placeholders of its sentence."""

    def __init__(self, code: TextCode, **facts):
        super().__init__(code.name)
        self.code = code
        self.facts = facts


INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\n]+")


def clean_text(s: str, max_length: int, multiline: bool = False) -> str:
    """NFC, stripped, inner blanks collapsed; lines kept (two line ends at most) only if `multiline`.

    Raises TextProblem for NUL, control and direction-changing characters and for more than
    `max_length` characters. Invisible leftovers of copying (soft hyphen, zero-width blank) are dropped.
    """
    # Before normalising: putting a long run of combining marks in order takes quadratic time.
    if len(s) > 4 * max_length + 100:
        raise TextProblem(TextCode.TOO_LONG, limit=max_length)
    s = " ".join(s.split()) if s.isascii() and s.isprintable() else _cleaned(s, multiline)
    if len(s) > max_length:
        raise TextProblem(TextCode.TOO_LONG, limit=max_length)
    return s


def _cleaned(s: str, multiline: bool) -> str:
    if "\0" in s:
        raise TextProblem(TextCode.NUL)
    s = re.sub("\r\n?|[\u2028\u2029]", "\n", s).translate(INVISIBLE)
    if DIRECTIONS.search(s):
        raise TextProblem(TextCode.BIDI)
    if _CONTROLS.search(s):
        raise TextProblem(TextCode.CONTROL)
    s = unicodedata.normalize("NFC", s)
    if not multiline:
        return " ".join(s.split())
    lines = "\n".join(_BLANKS.sub(" ", line).strip() for line in s.split("\n"))
    return re.sub("\n{3,}", "\n\n", lines).strip()


def excerpt(text: str, longest: int = 60) -> str:
    """The text as a sentence about it may repeat it: one line, printable characters only."""
    text = "".join(c if c.isprintable() else " " for c in text[:200])
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
