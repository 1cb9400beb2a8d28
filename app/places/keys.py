"""Under which keys names of teams and points are kept."""

import re

from app.core.text import fold, identity_key


def natural_key(name: str) -> str:
    """Sorts "TDP 2" before "TDP 10"."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(6), fold(name))


def keys_of(name: str) -> dict[str, str]:
    """By which column a name is ordered, found without marks, and told from all others (unique in its ward)."""
    return {"sort_key": natural_key(name), "search_key": fold(name), "name_key": identity_key(name)}
