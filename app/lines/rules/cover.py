"""Which hours of a line somebody minds, and who comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from app.core.clock import day_bounds

# How far ahead uncovered hours are looked for.
AHEAD = timedelta(days=14)


class Duty(Protocol):
    """A shift of a line, as far as it is looked at here; a cancelled one has a time."""

    id: int
    starts_at: datetime
    ends_at: datetime
    min_heads: int
    seats_taken: int
    cancelled_at: datetime | None


class Why(StrEnum):
    """Why a line is uncovered."""

    UNPLANNED = "unplanned"
    NOBODY = "nobody"
    FEW = "few"


@dataclass(frozen=True)
class Stretch:
    """Hours alike: ``why`` is None where enough people are on duty; ``missing`` is how many are not there."""

    starts_at: datetime
    ends_at: datetime
    why: Why | None
    have: int
    missing: int
    shifts: tuple[int, ...]


def ahead(now: datetime, first: date, last: date) -> tuple[datetime, datetime]:
    """From now (or the first day) to the end of the last day, at most AHEAD. Over: the end is not after the start."""
    return max(now, day_bounds(first)[0]), min(now + AHEAD, day_bounds(last)[1])


def stretches(duties: Iterable[Duty], since: datetime, until: datetime, least: int = 1) -> list[Stretch]:
    """The time from ``since`` to ``until`` without a hole, cut where it changes from covered to uncovered or back.

    Every duty wants its own fewest people; where none is planned, ``least`` are missing. At least one person must
    be there at any time, whatever a duty says.
    """
    standing = [one for one in live(duties) if one.starts_at < until and one.ends_at > since]
    edges = {since, until} if since < until else set()
    edges |= {edge for one in standing for edge in (one.starts_at, one.ends_at) if since < edge < until}
    cuts, out = sorted(edges), []
    for start, end in pairwise(cuts):
        here = [one for one in standing if one.starts_at <= start and one.ends_at >= end]
        now = _state(start, end, here, least)
        if out and _alike(out[-1], now):
            now = _joined(out.pop(), now)
        out.append(now)
    return out


def gaps(duties: Iterable[Duty], since: datetime, until: datetime, least: int = 1) -> list[Stretch]:
    """The uncovered hours alone."""
    return [one for one in stretches(duties, since, until, least) if one.why]


def _state(start: datetime, end: datetime, here: Sequence[Duty], least: int) -> Stretch:
    have = sum(one.seats_taken for one in here)
    missing = sum(max(0, one.min_heads - one.seats_taken) for one in here)
    ids = tuple(one.id for one in here)
    if not here:
        return Stretch(start, end, Why.UNPLANNED, 0, least, ())
    if not have:
        return Stretch(start, end, Why.NOBODY, 0, max(1, missing), ids)
    return Stretch(start, end, Why.FEW if missing else None, have, missing, ids)


def _alike(left: Stretch, right: Stretch) -> bool:
    few = left.why is Why.FEW
    return left.why is right.why and (not few or (left.have, left.missing) == (right.have, right.missing))


def _joined(left: Stretch, right: Stretch) -> Stretch:
    ids = tuple(dict.fromkeys((*left.shifts, *right.shifts)))
    have, missing = min(left.have, right.have), max(left.missing, right.missing)
    return Stretch(left.starts_at, right.ends_at, left.why, have, missing, ids)


def live(duties: Iterable[Duty]) -> list[Duty]:
    return [one for one in duties if one.cancelled_at is None]


def on_now(duties: Iterable[Duty], now: datetime) -> list[Duty]:
    return [one for one in live(duties) if one.starts_at <= now < one.ends_at]


def next_up(duties: Iterable[Duty], now: datetime) -> list[Duty]:
    """What begins next: one duty, or several at the same instant."""
    coming = [one for one in live(duties) if one.starts_at > now]
    first = min((one.starts_at for one in coming), default=None)
    return [one for one in coming if one.starts_at == first]


def just_ended(duties: Iterable[Duty], now: datetime, late: timedelta) -> list[Duty]:
    """What ended less than ``late`` ago, the latest first."""
    over = [one for one in live(duties) if one.ends_at <= now < one.ends_at + late]
    return sorted(over, key=lambda one: (one.ends_at, one.id), reverse=True)
