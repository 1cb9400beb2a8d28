"""How a Vietnamese word may be spelled: an onset, a rhyme and at most one tone."""

import unicodedata
from functools import lru_cache

TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
VOWELS = frozenset("aăâeêioôơuưy")

_ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnpqrstvx", "")
_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ing
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ôông ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơng
    u ua uai uan uang uanh uat uach uân uâng uât uây uă uăn uăng uăt ue uen ueo uet uê uêch uên uênh uêt uc ui um un
    ung uôc uôi uôm uôn uông uôt uơ uơn up ut uy uya uych uyên uyêt uyn uynh uyt uyu uyp uau uao
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ynh yn
"""
_RHYMES = frozenset(_TABLE.split())


def tones_apart(word: str) -> tuple[str, str]:
    """(the word without its tones, its tones as combining marks in their order)."""
    letters, tones = [], []
    for c in unicodedata.normalize("NFD", word):
        (tones if c in TONES else letters).append(c)
    return unicodedata.normalize("NFC", "".join(letters)), "".join(tones)


def is_syllable(letters: str) -> bool:
    """Whether small letters without a tone spell a Vietnamese syllable ("nguyên", "quy", "gi")."""
    return any(letters.startswith(onset) and _rhymes(onset, letters[len(onset) :]) for onset in _ONSETS)


def _rhymes(onset: str, rest: str) -> bool:
    if onset in ("q", "qu"):
        return onset == "qu" and (rest in _RHYMES and rest[:1] not in ("u", "ư"))
    return rest in _RHYMES or (onset == "gi" and not rest)


@lru_cache(maxsize=16_384)
def is_word(word: str) -> bool:
    """Whether a word, with its marks, spells one Vietnamese syllable; abbreviations without a vowel pass."""
    letters, tones = tones_apart(word.lower())
    if not VOWELS.intersection(letters):
        return not tones and all(c.isascii() or c == "đ" for c in letters)
    if len(tones) > 1 or not is_syllable(letters):
        return False
    # A syllable that is stopped by p, t, c, ch has one of two tones.
    stopped = letters.endswith(("p", "t", "c", "ch")) and letters[-1:] not in VOWELS
    return not stopped or tones in ("\u0301", "\u0323") or not tones


def is_vietnamese(text: str) -> bool:
    """Whether all words of a text spell Vietnamese syllables; digits and signs between them do not matter."""
    return all(is_word(word) for word in _words(text))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalpha() or unicodedata.combining(c) else " " for c in text).split()
