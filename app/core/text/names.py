"""Names: when two are the same, how they are found without marks, in which order they stand."""

import re
import unicodedata
from functools import lru_cache

from .syllables import TONES, is_syllable, tones_apart

_MARKS = re.compile("[\u0300-\u036f]")
_NO_WORD = re.compile(r"[\W_]+")
# Typed in many ways, meant as one: the apostrophe of "H'Hen", the hyphen of "Bun-Thoong".
_SAME_SIGNS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4\u2032", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
)


def fold(s: str) -> str:
    """Lower case without marks, đ as d, everything but letters and digits as one blank."""
    s = unicodedata.normalize("NFD", s.lower().replace("đ", "d"))
    return _NO_WORD.sub(" ", _MARKS.sub("", s)).strip()


@lru_cache(maxsize=16_384)
def identity_key(name: str) -> str:
    """The same for two spellings of one name, and for nothing else: composed, without regard to case and to how many
    blanks stand between the words, and to where the tone is set in a Vietnamese word ("Hoà" and "Hòa", "Thuý" and
    "Thúy"). Marks count: "Đông" and "Đồng" are two names.

    A key to compare and to store, not to show: the tone stands behind its word, as no composed text has it.
    """
    name = unicodedata.normalize("NFC", name).casefold().translate(_SAME_SIGNS)
    return " ".join(map(_word_identity, name.split()))


@lru_cache(maxsize=8192)
def _word_identity(word: str) -> str:
    if word.isascii():
        return word
    found = [_syllable_identity(part) for part in re.split(r"([\W\d_]+)", word)]
    return "".join(found)


def _syllable_identity(word: str) -> str:
    letters, tones = tones_apart(word)
    return letters + tones if len(tones) == 1 and is_syllable(letters) else word


def same_name(one: str, other: str) -> bool:
    """Whether two names are one; a name typed without any marks fits the one with them."""
    if one == other or identity_key(one) == identity_key(other):
        return True
    return (one.isascii() or other.isascii()) and fold(one) == fold(other)


_SHAPES = {
    "a\u0306": "a1", "a\u0302": "a2", "e\u0302": "e1", "o\u0302": "o1", "o\u031b": "o2", "u\u031b": "u1",
}  # fmt: skip


def _word_key(word: str) -> str:
    letters, tone = [], "0"
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in TONES:
            tone = TONES[c]
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
