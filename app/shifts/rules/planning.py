"""From points, slots and days to wanted shifts, and what that changes among those that exist."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.clock import instant


@dataclass(frozen=True)
class Part:
    """A slot of the campaign, local times."""

    name: str
    starts: time
    ends: time


@dataclass(frozen=True)
class Choice:
    """What to plan: every point in every slot on every day from ``first`` to ``last``, both counted.

    ``weekdays`` are 0 for Monday to 6; ``prune`` also takes away shifts of these days that are not asked for.
    """

    points: tuple[int, ...]
    slots: tuple[Part, ...]
    first: date
    last: date
    min_heads: int
    max_heads: int
    leads: int
    weekdays: frozenset[int] = frozenset(range(7))
    prune: bool = True


@dataclass(frozen=True)
class Wanted:
    """A shift that the choice asks for; instants in UTC."""

    point_id: int
    day: date
    slot: str
    starts_at: datetime
    ends_at: datetime
    min_heads: int
    max_heads: int
    leads: int

    @property
    def key(self) -> tuple:
        return (self.point_id, self.day, self.slot)


@dataclass(frozen=True)
class Existing(Wanted):
    """A shift as it stands; ``people`` counts seats taken and places in line."""

    id: int = 0
    people: int = 0
    cancelled: bool = False


@dataclass(frozen=True)
class Diff:
    """What a plan would do. ``held`` would change or go, but has people on it and stays as it is;
    ``past`` has begun, ``cancelled`` was called off by hand: both stay too."""

    new: tuple[Wanted, ...]
    changed: tuple[tuple[Existing, Wanted], ...]
    removed: tuple[Existing, ...]
    held: tuple[tuple[Existing, Wanted | None], ...]
    past: tuple[Existing, ...]
    cancelled: tuple[Existing, ...]
    same: tuple[Existing, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    @property
    def mark(self) -> str:
        """Alike for two diffs that would do the same."""
        parts = (
            sorted(map(repr, self.new)),
            sorted((old.id, repr(new)) for old, new in self.changed),
            sorted(old.id for old in self.removed),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def wanted(choice: Choice) -> list[Wanted]:
    """Every shift that the choice asks for, by day, slot and point."""
    days = (choice.first + timedelta(days=n) for n in range((choice.last - choice.first).days + 1))
    return [
        Wanted(
            point_id,
            day,
            slot.name,
            instant(day, slot.starts),
            instant(day, slot.ends),
            choice.min_heads,
            choice.max_heads,
            choice.leads,
        )
        for day in days
        if day.weekday() in choice.weekdays
        for slot in choice.slots
        for point_id in choice.points
    ]


def differs(old: Wanted, new: Wanted) -> bool:
    return (old.starts_at, old.ends_at, old.min_heads, old.max_heads, old.leads) != (
        new.starts_at,
        new.ends_at,
        new.min_heads,
        new.max_heads,
        new.leads,
    )


def compare(asked: Iterable[Wanted], standing: Iterable[Existing], now: datetime, prune: bool = True) -> Diff:
    """Sort what is asked for and what stands (in the same days) into what a plan would do to each."""
    missing = {one.key: one for one in asked}
    changed, removed, held, past, cancelled, same = [], [], [], [], [], []
    for old in standing:
        new = missing.pop(old.key, None)
        if new is None and not prune:
            same.append(old)
        elif old.cancelled:
            cancelled.append(old)
        elif new is not None and not differs(old, new):
            same.append(old)
        elif old.starts_at <= now:
            past.append(old)
        elif old.people:
            held.append((old, new))
        elif new is None:
            removed.append(old)
        else:
            changed.append((old, new))
    return Diff(
        tuple(missing.values()),
        tuple(changed),
        tuple(removed),
        tuple(held),
        tuple(past),
        tuple(cancelled),
        tuple(same),
    )
