"""Words as people type them: cleaning, folding for search, Vietnamese order, phones, e-mails."""

import math
import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from app.core.reasons import Reason


def N_(message: str) -> str:
    """Mark an English sentence for translation where it is declared rather than shown."""
    return message


class TextCode(Reason):
    NUL = N_("The text holds a NUL character. Please type it again.")
    CONTROL = N_("The text holds a control character that cannot be shown. Please type it again.")
    BIDI = N_("The text holds a character that turns the reading direction. Please type it again.")
    TOO_LONG = N_("The text is longer than %(limit)s characters.")


class TextProblem(ValueError):
    """Why a text is refused: `code`, and `facts` for the placeholders of its sentence."""

    def __init__(self, code: TextCode, **facts):
        super().__init__(code.name)
        self.code = code
        self.facts = facts


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile("[\u0300-\u036f]")
_NO_WORD = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"[^\S\n]+")


def clean_text(s: str, max_length: int, multiline: bool = False) -> str:
    """NFC, stripped, inner blanks collapsed; lines kept (two line ends at most) only if `multiline`.

    Raises TextProblem for NUL, control and direction-changing characters and for more than
    `max_length` characters. Invisible leftovers of copying (soft hyphen, zero-width blank) are dropped.
    """
    # Before normalising: putting a long run of combining marks in order takes quadratic time.
    if len(s) > 4 * max_length + 100:
        raise TextProblem(TextCode.TOO_LONG, limit=max_length)
    if "\0" in s:
        raise TextProblem(TextCode.NUL)
    s = re.sub("\r\n?|[\u2028\u2029]", "\n", s).translate(_INVISIBLE)
    if _BIDI.search(s):
        raise TextProblem(TextCode.BIDI)
    if _CONTROLS.search(s):
        raise TextProblem(TextCode.CONTROL)
    s = unicodedata.normalize("NFC", s)
    if multiline:
        lines = "\n".join(_BLANKS.sub(" ", line).strip() for line in s.split("\n"))
        s = re.sub("\n{3,}", "\n\n", lines).strip()
    else:
        s = " ".join(s.split())
    if len(s) > max_length:
        raise TextProblem(TextCode.TOO_LONG, limit=max_length)
    return s


def fold(s: str) -> str:
    """Lower case without marks, đ as d, everything but letters and digits as one blank."""
    s = unicodedata.normalize("NFD", s.lower().replace("đ", "d"))
    return _NO_WORD.sub(" ", _MARKS.sub("", s)).strip()


_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {
    "a\u0306": "a1", "a\u0302": "a2", "e\u0302": "e1", "o\u0302": "o1", "o\u031b": "o2", "u\u031b": "u1",
}  # fmt: skip


def _word_key(word: str) -> str:
    letters, tone = [], "0"
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in _TONES:
            tone = _TONES[c]
        elif unicodedata.combining(c):
            if letters:
                letters[-1] = _SHAPES.get(letters[-1][0] + c, letters[-1])
        elif c == "đ":
            letters.append("d1")
        elif c.isascii() and c.isalnum():
            letters.append(f"1{c}" if c.isdigit() else f"{c}0")
        elif c.isalnum():
            letters.append("z9")
    return "".join(letters) + "0" + tone


def name_sort_key(name: str) -> str:
    """A key that sorts names as Vietnamese lists do: given name, then middle, then family name.

    Letters follow the Vietnamese alphabet (a ă â ... d đ ...), equal letters the order of tones (none,
    huyền, hỏi, ngã, sắc, nặng). Only digits and a-z at fixed places, so that every collation agrees.
    """
    words = name.split()
    if not words:
        return ""
    *family, given = words
    return "0".join([_word_key(given), "".join(map(_word_key, family[1:])), "".join(map(_word_key, family[:1]))])


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


def holds_identity_number(s: str) -> bool:
    """Nine or more digits in a row once blanks, dots of any kind, dashes and brackets between digits are gone.

    An identity number has 12 digits (formerly 9), a phone number 10; none belongs in free text, and any
    longer run may hide one. Dates and times are set aside first, so `31.7.2025 08:30` passes;
    `1.234.567` has seven digits and passes; nine single digits set apart by blanks do not pass.
    """
    return re.search(r"\d{9}", _BETWEEN_DIGITS.sub("", _DATES_AND_TIMES.sub("|", s))) is not None


def normalise_phone(s) -> str | None:
    """A Vietnamese number as national digits with the leading 0, such as "0951000000"; None if it is none.

    Takes what spreadsheets hold: 951004070, 951004070.0, "0951.000.000", "+84 951 000 000", "84951000000".
    The form is checked (nine or ten digits after the 0), not whether the prefix is assigned today.
    """
    if isinstance(s, bool) or s is None:
        return None
    if isinstance(s, float):
        if not math.isfinite(s) or s != int(s):
            return None
        s = int(s)
    # Numbers copied out of a phone's contacts come wrapped in direction marks.
    text = _BIDI.sub("", unicodedata.normalize("NFKC", str(s)[:60]).translate(_INVISIBLE)).strip().lstrip("'")
    text = re.sub(r"^(\d{9,11})\.0$", r"\1", text)
    if not re.fullmatch(r"[+(]{0,2}\d[\d\s.\-()\u2010-\u2015]{5,40}", text):
        return None
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return None
    national = str(number.national_number)
    if number.country_code != 84 or not phonenumbers.is_possible_number(number):
        return None
    return "0" + national if len(national) in (9, 10) else None


def normalise_email(s: str) -> str | None:
    """The address in lower case, or None if it is none. The domain is not looked up."""
    try:
        found = validate_email(str(s)[:320].strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()
