"""Names as they may be kept: nothing in them that nobody sees, no letters of other scripts that look like ours."""

import re
import unicodedata

from .clean import TextCode, TextProblem, clean_text, excerpt
from .fonts import from_old_font, is_garbled

# Shown as nothing: joiners, variation selectors, tags, fillers (Unicode: Default_Ignorable_Code_Point).
_UNSEEN = re.compile(
    "[\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff0-\ufffb\U000110bd\U000110cd\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Shown as a blank: the empty pattern of Braille, the fillers of Hangul.
_BLANKS = str.maketrans(dict.fromkeys("\u2800\u115f\u1160\u3164\uffa0", " "))
# The letters that Vietnamese and European names are written with.
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
# Eth and the African D look like our Đ and are typed for it by old converters; the other way round is never seen.
_SAME = str.maketrans({"\u00d0": "\u0110", "\u0189": "\u0110", "\u2010": "-", "\u2011": "-"})
# Inside of this block, letters of sounds and of other languages that look like plain ones ("ƒ", "Ɩ", "ƽ", "ǃ").
_ODD = re.compile("[\u0131\u0138\u017f-\u019f\u01a2-\u01ae\u01b1-\u01cc\u0237-\u024f]")


def clean_name(s: str, max_length: int) -> str:
    """``clean_text`` for what names somebody or something: two that look alike are one, or one of them is refused.

    What nobody sees (joiners, fillers, selectors, tags) is dropped, full-width and other compatible forms become
    plain ones (NFKC). Raises TextProblem as well for letters of other scripts, for text of an old font and for text
    that was garbled.
    """
    if s.isascii():
        return clean_text(s, max_length)
    if len(s) > 4 * max_length + 100:
        raise TextProblem(TextCode.TOO_LONG, limit=max_length)
    if is_garbled(s):
        raise TextProblem(TextCode.GARBLED, text=excerpt(s))
    if old := from_old_font(s):
        raise TextProblem(TextCode.OLD_FONT, text=excerpt(s), font=old.font, read=excerpt(old.text))
    return clean_text(plain_letters(s), max_length)


def plain_letters(s: str) -> str:
    """The text in letters that show what they are. Raises TextProblem for those that do not."""
    s = _UNSEEN.sub("", unicodedata.normalize("NFC", s).translate(_BLANKS))
    if _plain(s):
        return s.translate(_SAME)
    s = unicodedata.normalize("NFKC", _UNSEEN.sub("", unicodedata.normalize("NFKC", s))).translate(_SAME)
    if "\ufffd" in s or "\ufffc" in s:
        raise TextProblem(TextCode.LOST, text=excerpt(s))
    for c in s:
        if c.isascii():
            continue
        kind = unicodedata.category(c)
        latin = _LATIN.match(c) and not _ODD.match(c)
        if not latin and (kind[0] in "LM" or kind in ("Nd", "Nl", "No", "Co", "Cn")):
            name = unicodedata.name(c, "?").capitalize()
            raise TextProblem(TextCode.LETTER, text=excerpt(s), letter=c, point=f"U+{ord(c):04X}", name=name)
    return s


_PLAIN = re.compile(
    "[\x20-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0130\u0132-\u0137\u0139-\u017e\u01a0\u01a1\u01af\u01b0"
    "\u1e00-\u1e99\u1ea0-\u1ef9\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\n\t]*"
)


def _plain(s: str) -> bool:
    return bool(_PLAIN.fullmatch(s))
