"""Reading lines such as "Nguyễn Văn An; 2023; Giấy khen; UBND phường"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.reasons import Reason
from app.core.text import N_, identity_key

MOST_LINES, MOST_TEXT = 200, 20_000
MOST_WORDS = 120
FIRST_YEAR = 1950


class EarlierAnswer(Reason):
    YES = N_("You can do that.")
    PARTS = N_("Line %(n)s: write name; year; form; who gave it.")
    YEAR = N_("Line %(n)s: the year must lie between %(first)s and %(last)s.")
    LONG = N_("Line %(n)s: at most %(most)s characters for the form and for who gave it.")
    UNKNOWN = N_("Line %(n)s: nobody here is called “%(name)s”, neither a person nor a team.")
    SEVERAL = N_("Line %(n)s: several are called “%(name)s”. Write the team in brackets behind the name.")
    MANY = N_("At most %(most)s lines at once.")
    NOTHING = N_("Write at least one line.")
    GONE = N_("There is no such award any more.")


@dataclass(frozen=True, slots=True)
class Earlier:
    """One award of an earlier year. ``id``: of what the ward entered; None for a decision of this site."""

    year: int
    form: str
    issuer: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A line that can be kept; ``whose``: ("user", id) or ("team", id)."""

    whose: tuple[str, int]
    year: int
    form: str
    issuer: str


Known = Mapping[str, Iterable[tuple[str, int]]]


def names_of(known: Iterable[tuple[str, str, int, str]]) -> dict[str, list[tuple[str, int]]]:
    """Of rows (name, kind, id, team or ""): each name as it is looked up, alone and with the team in brackets, with
    all who bear it."""
    found: dict[str, dict[tuple[str, int], None]] = {}
    for name, kind, number, team in known:
        for written in (name, f"{name} ({team})") if team else (name,):
            found.setdefault(identity_key(one_line(written)), {})[kind, number] = None
    return {written: list(whose) for written, whose in found.items()}


def one_line(name: str) -> str:
    return " ".join(name.split())


def read_lines(text: str, known: dict, this_year: int) -> tuple[list[Read], list[tuple[EarlierAnswer, dict]]]:
    """What can be kept, and everything that can't, each with the number of its line."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        return [], [(EarlierAnswer.NOTHING, {})]
    if len(lines) > MOST_LINES:
        return [], [(EarlierAnswer.MANY, {"most": MOST_LINES})]
    found, wrong = [], []
    for number, line in lines:
        one = _read(line, known, this_year)
        if isinstance(one, Read):
            found.append(one)
        else:
            wrong.append((one[0], {"n": number, **one[1]}))
    return found, wrong


def _read(line: str, known: dict, this_year: int) -> Read | tuple[EarlierAnswer, dict]:
    parts = [part.strip() for part in re.split(r"[;\t]", line)]
    if len(parts) not in (3, 4) or not parts[0] or not parts[2]:
        return EarlierAnswer.PARTS, {}
    name, year, form, issuer = (*parts, "")[:4]
    if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:9]) <= this_year):
        return EarlierAnswer.YEAR, {"first": FIRST_YEAR, "last": this_year}
    if max(len(form), len(issuer)) > MOST_WORDS:
        return EarlierAnswer.LONG, {"most": MOST_WORDS}
    whose = known.get(identity_key(one_line(name)), [])
    if len(whose) != 1:
        return (EarlierAnswer.SEVERAL if whose else EarlierAnswer.UNKNOWN), {"name": name[:60]}
    return Read(whose[0], int(year), form, issuer)
