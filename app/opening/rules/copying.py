"""What a copy of a campaign takes along, and what stays behind because it belongs to its days."""

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.shifts.rules import Pattern


@dataclass(frozen=True)
class Copied:
    """Templates for the copy, and what of them is told: how many days of validity were moved with the first day, cut
    to the copy's own days, or left out because none of them lies within."""

    templates: tuple[Pattern, ...]
    moved: int = 0
    cut: int = 0
    left_out: tuple[str, ...] = ()


def copied_scheme(document: str, codes: Container[str]) -> dict:
    """The scheme of a stored document for the kinds with these codes: points of kinds that are no longer counted stay
    behind."""
    scheme = json.loads(document)
    points = {code: each for code, each in scheme["points_per_unit"].items() if code in codes}
    return {**scheme, "points_per_unit": points}


def clipped(first: date | None, last: date | None, starts_on: date, ends_on: date) -> tuple[date | None, date | None]:
    """Days of validity cut to those of the campaign. Raises ValueError where none of them lies within."""
    if (first and first > ends_on) or (last and last < starts_on):
        raise ValueError(first, last)
    return first and max(first, starts_on), last and min(last, ends_on)


def copied_templates(templates: Iterable[Pattern], by: timedelta, starts_on: date, ends_on: date) -> Copied:
    """The templates that are in use, their days of validity moved ``by`` so much, within the copy's days.

    A template's weekdays stay: a market is on Sunday whatever the date.
    """
    kept, moved, cut, out = [], 0, 0, []
    for one in templates:
        if one.retired or not one.points:
            continue
        first, last = one.first and one.first + by, one.last and one.last + by
        try:
            within = clipped(first, last, starts_on, ends_on)
        except ValueError:
            out.append(one.name)
            continue
        moved += bool(first or last)
        cut += within != (first, last)
        kept.append(replace(one, first=within[0], last=within[1]))
    return Copied(tuple(kept), moved, cut, tuple(out))
