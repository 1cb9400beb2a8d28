"""Text that is no Vietnamese as it stands: typed for an old font (TCVN3, VNI), or UTF-8 read as Windows-1252."""

import re
import unicodedata
from dataclasses import dataclass

from .syllables import is_vietnamese

TCVN3, VNI = "TCVN3 (.VnTime)", "VNI (VNI-Times)"

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
# VNI writes a letter and its mark as two characters ("eã" is ễ), a few as one ("ñ" is đ, "ö" is ư).
_MARKED = {
    "a": dict(zip("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_VNI = {first + mark: found for first, marks in _MARKED.items() for mark, found in marks.items()}
_VNI |= dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
# A capital letter may have its mark small or capital.
_VNI |= {
    pair[0].upper() + mark: found.upper()
    for pair, found in tuple(_VNI.items())
    for mark in {pair[1:], pair[1:].upper()}
}
_VNI_PARTS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_LATIN_1 = re.compile("[\x20-\x7e\xa0-\xff\n\t\u2013\u2014\u2018\u2019\u201c\u201d]*")
_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", letter + shape + tone)
    for letter in "aeiouydAEIOUYD"
    for shape in ("", "\u0306", "\u0302", "\u031b")
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | {"đ", "Đ"}
# Pairs that UTF-8's Vietnamese letters become in Windows-1252, and no language writes.
_GARBLED = re.compile(
    "á[º»][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd]"
    "|Æ[°¡\u2019]|Ä[\u2018\x90\u0192\u201a©¨\ufffd]|Å[©¨]|Ã[ª´¢¡³º¬\xad©¨¹²µ£½\xa0]|â€[\u0153\u201c\u2122\x9d\ufffd]"
)


@dataclass(frozen=True)
class Converted:
    """A text as it was meant, and the font that it was typed for."""

    text: str
    font: str


def from_old_font(s: str, meant: str | None = None) -> Converted | None:
    """What a text typed for an old font says, or None where it is none.

    Only a text that is no Vietnamese as it stands, and wholly Vietnamese once converted, is one: no name in Unicode
    and no foreign name ("José", "Jürgen") passes for it. ``meant``: the font that others around it were typed for;
    then a text that could be read both ways is taken for that font as well.
    """
    if s.isascii() or not _LATIN_1.fullmatch(s):
        return None
    s = unicodedata.normalize("NFC", s)
    if meant is None and is_vietnamese(s.replace("\xad", "")) and not _SIGNS.search(s):
        return None
    fonts = ((TCVN3, _of_tcvn3), (VNI, _of_vni))
    read = ((font, convert(s)) for font, convert in fonts if meant in (None, font))
    return next((Converted(text, font) for font, text in read if text != s and _is_text(text)), None)


# Signs that TCVN3 has for letters, next to a letter: "Lª", "§ç".
_SIGNS = re.compile(r"(?<=[^\W\d_])[¡-©«-´¶-¹»-¿×÷]|[¡-©«-´¶-¹»-¿×÷](?=[^\W\d_])|\xad")


def _is_text(text: str) -> bool:
    return is_vietnamese(text) and not _SIGNS.search(text)


def could_be_old_font(s: str) -> bool:
    """Whether a text can be read both as it stands and as one typed for an old font ("Tó" for "Tú")."""
    return not s.isascii() and bool(_LATIN_1.fullmatch(s)) and is_vietnamese(s)


def _of_tcvn3(s: str) -> str:
    """TCVN3 has no capitals with tones: its capital letters are another font over the same characters."""
    words = s.split(" ")
    read = [_capitals(word, "".join(_TCVN3.get(c, c) for c in word)) for word in words]
    firsts = [word[0] for word in words if word and (word[0].isascii() or word[0] in _CAPITALS)]
    if len(firsts) > 1 and all(c.isupper() or c in _CAPITALS for c in firsts):
        # All other words of a name open with a capital: "¸nh" is one that this font cannot write.
        read = [word[:1].upper() + word[1:] for word in read]
    return " ".join(read)


_CAPITALS = frozenset("¡¢§£¤¥¦")


def _capitals(typed: str, read: str) -> str:
    plain = [c for c in typed if c.isascii() and c.isalpha()]
    return read.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else read


def _of_vni(s: str) -> str:
    return _VNI_PARTS.sub(lambda found: _VNI[found.group()], s)


def is_garbled(s: str) -> bool:
    """Whether UTF-8 was read as Windows-1252: "Nguyá»…n"."""
    return not s.isascii() and bool(_GARBLED.search(s))


def ungarbled(s: str) -> str | None:
    """What a garbled text was meant to say, or None where something was lost."""
    try:
        data = b"".join(c.encode("latin-1") if ord(c) < 0x100 else c.encode("cp1252") for c in s)
        read = data.decode("utf-8")
    except UnicodeError:
        return None
    return read if read != s and all(c.isascii() or c in _VIETNAMESE for c in read) else None
