"""The papers' own words, as files that whoever knows the law can read and correct."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def wording(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


SUBJECTS = "tập thể, cá nhân"


def default_texts(ward: str, campaign: str, year: int, subjects: str = SUBJECTS) -> dict[str, str]:
    """Every text of a paper as it is until the ward writes its own; of several lines, one entry each."""
    place = ward.partition(" ")[2] or ward
    words = {
        "{ward}": ward,
        "{Ward}": ward[:1].upper() + ward[1:],
        "{WARD}": ward.upper(),
        "{place}": place,
        "{campaign}": campaign,
        "{year}": str(year),
        "{subjects}": subjects,
    }
    return {key: filled_in(text.strip(), words) for key, text in wording("defaults").items()}


def filled_in(text: str, words: dict[str, str]) -> str:
    """The text with each placeholder replaced by its words."""
    # Once from left to right: a name that looks like a placeholder stays a name.
    parts, found = [], text
    while found:
        at = min(((found.find(key), key) for key in words if key in found), default=None)
        if at is None:
            break
        parts += [found[: at[0]], words[at[1]]]
        found = found[at[0] + len(at[1]) :]
    return "".join([*parts, found])
