"""Which slot of the campaign a cell means: one, never the first of several."""

import re
from collections.abc import Iterable

from app.core.text import fold, identity_key

_WORDS = ("ca truc", "ca", "buoi truc", "buoi")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HOUR = r"\d{1,2}\s*(?:[:hg.]|giờ|gio)\s*(?:\d{1,2})?\s*(?:phút|phut|p)?"
_HOURS = re.compile(rf"(?:từ|tu|lúc|luc)?\s*{_HOUR}\s*(?:(?:-|–|—|đến|den|tới|toi|→)\s*{_HOUR})?", re.IGNORECASE)


class Slots:
    """The slots of a campaign, as (id, name)."""

    def __init__(self, slots: Iterable[tuple[int, str]]):
        self.slots = list(slots)
        self.exact = {identity_key(name): (number, name) for number, name in self.slots}
        self.unmarked: dict[str, list[tuple[int, str]]] = {}
        for number, name in self.slots:
            self.unmarked.setdefault(fold(name), []).append((number, name))
        self._found: dict[str, list[tuple[int, str]]] = {}

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.slots]

    def find(self, text: str) -> list[tuple[int, str]]:
        """The slots that a text names: "Ca sáng" and "Sáng (8h-11h30)" name one, "Sáng + chiều" two."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> list[tuple[int, str]]:
        for typed in dict.fromkeys((text, _HOURS.sub(" ", _BRACKETS.sub(" ", text)))):
            if found := self._one(typed):
                return found
        return self._several(text)

    def _one(self, text: str) -> list[tuple[int, str]]:
        key = fold(text)
        for word in ("", *_WORDS):
            bare = key.removeprefix(word).strip() if word == "" or key.startswith(f"{word} ") else None
            fits = self.unmarked.get(bare, []) if bare else []
            exact = [slot for slot in fits if _last_words(text, slot[1])]
            # Typed with other marks it is another word: "Tới" is not the slot "Tối".
            if len(exact) == 1 or (len(fits) == 1 and text.isascii()):
                return exact or fits
        return []

    def _several(self, text: str) -> list[tuple[int, str]]:
        """All slots whose names stand in the text as words; one alone with other words is none that we know."""
        words = f" {fold(text)} "
        named = [slot for slot in self.slots if f" {fold(slot[1])} " in words]
        longest = [one for one in named if not any(one != two and fold(one[1]) in fold(two[1]) for two in named)]
        return longest if len(longest) > 1 else []


def _last_words(text: str, name: str) -> bool:
    words = name.split()
    typed = re.sub(r"[\W_]+", " ", text).split()[-len(re.sub(r"[\W_]+", " ", name).split()) :]
    return identity_key(" ".join(typed)) == identity_key(re.sub(r"[\W_]+", " ", " ".join(words)).strip())
