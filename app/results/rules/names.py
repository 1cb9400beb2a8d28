"""How names of people stand on the public page: the ward decides it for each round.

The law wants commendations to be public, and personal data to be told no further than needed: so whole names,
initials before the given name, or numbers alone.
"""

import unicodedata

from app.awards.rules import BEFORE_NAME
from app.core.text import N_

FULL, INITIALS, NONE = "whole", "initials", "none"
NAME_RULES = {
    FULL: N_("Whole names: Nguyễn Thị Thu Lan"),
    INITIALS: N_("Initials and the given name: N.T.T. Lan"),
    NONE: N_("No names of people, only how many"),
}


def shown_name(name: str, rule: str, subject: str) -> str | None:
    """The name as the page shows it; None where only numbers are told. A collective is no person: always whole."""
    if subject == "collective" or rule == FULL:
        return name
    if rule == NONE:
        return None
    words = unicodedata.normalize("NFC", name).split()
    title = []
    if subject == "household":
        while len(words) > 1 and words[0].lower() in BEFORE_NAME:
            title.append(words.pop(0))
    before = "".join(f"{_first(word)}." for word in words[:-1])
    return " ".join([*title, *([before] if before else []), *words[-1:]])


def _first(word: str) -> str:
    """The first letter with its marks, large."""
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end].upper()
