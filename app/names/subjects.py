"""Whose names can be corrected: each kind says how one is found, read under its lock and written.

Higher rooms add theirs, as with the kinds of messages: candidates who have no account are awards' own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Named(NamedTuple):
    """Whose name it is, within somebody's reach. ``elsewhere``: they work in a ward outside of it as well."""

    id: int
    ward_id: int
    name: str
    url: str
    elsewhere: bool = False


@dataclass(frozen=True)
class Subject:
    """Attributes:

    ``column``: of both tables. ``find(id, reach, ward_id)``: a Named or None. ``now(id)``: the name, its row locked.
    ``write(id, name)``: put it where it stands, if it stands anywhere but in the correction.
    ``namesake(ward_id, id, name)``: whether somebody else there bears this name.
    ``told(id)``: the ids of those who are told.
    ``taken(ward_id, id, name)``: whether nobody else can bear it as well.
    """

    column: str
    find: Callable[[int, object, int | None], Named | None]
    now: Callable[[int], str]
    write: Callable[[int, str], None]
    namesake: Callable[[int, int, str], bool]
    told: Callable[[int], list[int]]
    taken: Callable[[int, int, str], bool] = lambda ward_id, subject_id, name: False


SUBJECTS: dict[str, Subject] = {}


def subject(name: str, **how) -> Subject:
    """Declare whose names can be corrected under this word of the address."""
    SUBJECTS[name] = Subject(**how)
    return SUBJECTS[name]


def of_row(row) -> tuple[str, int]:
    """The word and the id of whose name a row of either table speaks."""
    return next((word, getattr(row, one.column)) for word, one in SUBJECTS.items() if getattr(row, one.column))


def whose_key(how: Subject) -> str:
    """The word under which an event holds the id of whose name it is: "user", "team", "nomination"."""
    return how.column.removesuffix("_id")
