"""What a plan asks for beside what stands, and what it would do to each shift."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.core.clock import LOCAL


@dataclass(frozen=True)
class Ask:
    """What is to be planned: these templates (None: all of them) on the days from ``first`` to ``last``, both
    counted.

    ``prune`` also takes away shifts that belong to no template, or to one that is retired.
    """

    first: date
    last: date
    templates: frozenset[int] | None = None
    prune: bool = True

    def of_all(self) -> "Ask":
        """The same for all templates."""
        return replace(self, templates=None)


@dataclass(frozen=True)
class Wanted:
    """A shift that a template asks for; instants in UTC. ``home_id`` is its point where it is moved from there."""

    point_id: int
    day: date
    slot: str
    starts_at: datetime
    ends_at: datetime
    min_heads: int
    max_heads: int
    leads: int
    kind: str = "point"
    lead_seats: int = 0
    skill_id: int | None = None
    opens_at: datetime | None = None
    template_id: int | None = None
    home_id: int | None = None

    @property
    def key(self) -> tuple:
        return (self.point_id, self.day, self.slot)


@dataclass(frozen=True)
class Existing(Wanted):
    """A shift as it stands; ``people`` counts seats taken and places in line, ``kept`` seats held for somebody.

    ``dropped``: cancelled by an earlier plan that did not ask for it, not by hand; asked for again, it comes back.
    """

    id: int = 0
    people: int = 0
    kept: int = 0
    cancelled: bool = False
    dropped: bool = False
    point: str = ""


@dataclass(frozen=True)
class Diff:
    """What a plan would do. ``held`` would change or go, but has people on it or seats held for somebody, and stays
    as it is; ``past`` has begun, ``cancelled`` was called off by hand: both stay too. ``twice`` was asked for by an
    earlier template already. ``adopted`` are (shift, template) that only learn where they belong. ``over`` would be
    new, but have ended today before they were planned."""

    new: tuple[Wanted, ...]
    changed: tuple[tuple[Existing, Wanted], ...]
    removed: tuple[Existing, ...]
    held: tuple[tuple[Existing, Wanted | None], ...]
    past: tuple[Existing, ...]
    cancelled: tuple[Existing, ...]
    same: tuple[Existing, ...]
    twice: tuple[Wanted, ...] = ()
    adopted: tuple[tuple[int, int], ...] = ()
    over: tuple[Wanted, ...] = ()

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


SAID = (
    "point_id",
    "slot",
    "starts_at",
    "ends_at",
    "min_heads",
    "max_heads",
    "leads",
    "kind",
    "lead_seats",
    "skill_id",
    "opens_at",
)


def differs(old: Wanted, new: Wanted) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in SAID)


# How an existing shift and a wanted one are known to be the same, the surest first: by place, day and name; else by
# the template when its name, its point or its time has changed.
_ALIKE: tuple[tuple[Callable, Callable], ...] = (
    (lambda old: old.key, lambda new: new.key),
    (
        lambda old: (old.template_id, old.day, old.point_id, old.starts_at),
        lambda new: (new.template_id, new.day, new.home_id or new.point_id, new.starts_at),
    ),
    (
        lambda old: (old.template_id, old.day, old.point_id),
        lambda new: (new.template_id, new.day, new.home_id or new.point_id),
    ),
    (
        lambda old: (old.template_id, old.day, old.slot),
        lambda new: (new.template_id, new.day, new.slot),
    ),
)


def _grouped(items: Iterable, key: Callable) -> dict:
    groups: dict = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _pairs(asked: list[Wanted], standing: list[Existing]) -> tuple[dict[int, Wanted], list[Wanted]]:
    """(id of an existing shift -> the wanted one that it is, what is wanted besides)."""
    pairs: dict[int, Wanted] = {}
    olds, news = list(standing), list(asked)
    for of_old, of_new in _ALIKE:
        if not olds or not news:
            break
        left = _grouped(olds, of_old)
        for key, found in _grouped(news, of_new).items():
            there = left.get(key, ())
            # A guess only where there is one answer.
            if len(there) == len(found) == 1 and (of_old is _ALIKE[0][0] or there[0].template_id is not None):
                pairs[there[0].id] = found[0]
        taken = {id(new) for new in pairs.values()}
        olds = [old for old in olds if old.id not in pairs]
        news = [new for new in news if id(new) not in taken]
    return pairs, news


def _ended_today(one: Wanted, now: datetime) -> bool:
    """Nobody can be on it any more. Days before today are asked for expressly, to have them as they were."""
    return one.ends_at <= now and one.day == now.astimezone(LOCAL).date()


def compare(
    asked: Iterable[Wanted],
    standing: Iterable[Existing],
    now: datetime,
    goes: Callable[[Existing], bool] = lambda old: True,
) -> Diff:
    """Sort what is asked for and what stands (in the same days) into what a plan would do to each.

    ``goes`` says of a shift that nobody asks for whether it is taken away; else it is no matter of this plan.
    """
    once: dict[tuple, Wanted] = {}
    twice = [one for one in asked if once.setdefault(one.key, one) is not one]
    olds = list(standing)
    pairs, besides = _pairs(list(once.values()), olds)
    new, over = [], []
    for one in besides:
        (over if _ended_today(one, now) else new).append(one)
    changed, removed, held, past, cancelled, same, adopted = [], [], [], [], [], [], []
    for old in olds:
        wish = pairs.get(old.id)
        if wish is None and not goes(old):
            continue
        if wish is not None and wish.template_id not in (None, old.template_id):
            adopted.append((old.id, wish.template_id))
        if old.dropped and wish is not None and wish.starts_at > now:
            changed.append((old, wish))
        elif old.cancelled:
            cancelled.append(old)
        elif wish is not None and not differs(old, wish):
            same.append(old)
        elif old.starts_at <= now:
            past.append(old)
        elif old.people or old.kept:
            held.append((old, wish))
        elif wish is None:
            removed.append(old)
        else:
            changed.append((old, wish))
    groups = (new, changed, removed, held, past, cancelled, same, twice, adopted, over)
    return Diff(*map(tuple, groups))
