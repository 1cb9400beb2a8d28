"""Which team or point a name in a file means: the one that has it, or had it; else the nearest, to be asked about."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from app.core.text import fold, identity_key

MOST_LOOKED_UP = 300  # names that nobody knows, for which nearest ones are looked for
MOST_OFFERED = 3
_ALIKE = 0.84
_COUNT = re.compile(
    r"\s*[(\[:–-]\s*\d+\s*(?:người|nguoi|thành viên|thanh vien|đ/c|đồng chí|tv|ng|đ\.c)\s*[)\]]?\s*$", re.I
)
_LEADING = re.compile(r"\b0+(?=\d)")
_SIGNS = re.compile(r"[\W_]+")
_SHORT = {
    "cds": "chuyen doi so", "cns": "cong nghe so", "cd": "cong dong", "tdp": "to dan pho", "kp": "khu pho",
    "dtn": "doan thanh nien", "clb": "cau lac bo", "ld": "luu dong", "nvh": "nha van hoa", "p": "phuong",
}  # fmt: skip


class How(Enum):
    """By what a name was found."""

    EXACT = "exact"
    LOOSE = "loose"  # but for leading zeros, signs and a count of people
    FORMER = "former"  # it was its name before
    UNMARKED = "unmarked"  # typed without any marks


@dataclass(frozen=True, slots=True)
class Entry:
    """A team or a point; `former` are keys of names that it had."""

    id: int
    name: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    how: How


def loose_key(name: str) -> str:
    """The same for names that differ in leading zeros, signs between the words and a count of people behind them."""
    bare = _COUNT.sub("", unicodedata.normalize("NFC", name))
    # Before the key is made: in a key the tone stands apart, like a sign.
    return identity_key(_LEADING.sub("", _SIGNS.sub(" ", bare)))


class Names:
    """The teams of a ward or the points of a campaign, by their names."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries = list(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._keys: dict[How, dict[str, set[int]]] = {how: defaultdict(set) for how in How}
        for entry in self.entries:
            self._keys[How.EXACT][identity_key(entry.name)].add(entry.id)
            self._keys[How.LOOSE][loose_key(entry.name)].add(entry.id)
            self._keys[How.UNMARKED][_unmarked(entry.name)].add(entry.id)
            for key in entry.former:
                self._keys[How.FORMER][key].add(entry.id)
        self._found: dict[str, Hit | None] = {}
        self._words = {entry.id: _words(entry.name) for entry in self.entries}

    def find(self, text: str) -> Hit | None:
        """The one that a name means without doubt."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> Hit | None:
        keys = {How.EXACT: identity_key(text), How.LOOSE: loose_key(text), How.FORMER: identity_key(text)}
        if text.isascii():
            keys[How.UNMARKED] = _unmarked(text)
        for how, key in keys.items():
            ids = self._keys[how].get(key, ())
            if len(ids) == 1:
                return Hit(self.by_id[next(iter(ids))], how)
        return None

    def near(self, text: str) -> list[Entry]:
        """Those that a name may mean, the likeliest first."""
        words, numbers = _words(text)
        scored = []
        for entry in self.entries:
            score = _score(words, numbers, *self._words[entry.id])
            if score:
                scored.append((-score, len(scored), entry))
        return [entry for _, _, entry in sorted(scored)[:MOST_OFFERED]]


def _unmarked(name: str) -> str:
    return _LEADING.sub("", fold(_COUNT.sub("", name)))


def _words(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(words without marks, short forms written out, the word "số" left out; numbers)."""
    words = _unmarked(name).split()
    words = [part for word in words for part in _SHORT.get(word, word).split()]
    numbers = tuple(word for word in words if word.isdigit())
    return tuple(word for word in words if not word.isdigit() and word != "so"), numbers


def _score(words, numbers, known_words, known_numbers) -> float:
    """How near two names are, 0 where they are not; other numbers are other teams."""
    if numbers != known_numbers or not words:
        return 0
    if words == known_words:
        return 3
    inside, around = set(words), set(known_words)
    if numbers and (inside <= around or around <= inside):
        return 2 + len(inside & around) / len(inside | around)
    matcher = SequenceMatcher(None, " ".join(words), " ".join(known_words), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0
