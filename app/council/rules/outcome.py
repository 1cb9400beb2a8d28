"""Who is proposed once the votes are counted, board by board. The program never breaks a tie.

Those whom the locked list has chosen have places; those equal at the line and those added in the session compete for
what is left. If more of them pass than places are free, more votes win; who is equal goes into a run-off. All of them
have the majority already, so a run-off is won by more votes; what is equal again goes into another, or leaves its
places empty, which the council then says and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.council.rules.counting import Tally


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the agenda. `place`: by points, None without one. `competes`: was equal at the line, or added.
    `tallies`: of each ballot in which it stood, the first one first, `run_offs`: of each run-off. `waits`: it is on
    hold and was not voted on, so that its place is kept."""

    item_id: int
    place: int | None
    competes: bool
    tallies: tuple[Tally, ...] = ()
    run_offs: tuple[Tally, ...] = ()
    waits: bool = False

    @property
    def passed(self) -> bool:
        """It had the majority in the last ballot that was no run-off."""
        return bool(self.tallies) and self.tallies[-1].passed

    @property
    def votes(self) -> tuple[int, ...]:
        return tuple(tally.in_favour for tally in self.tallies + self.run_offs)


@dataclass(frozen=True)
class Outcome:
    """Of one board. `equal`: passed, with as many votes each, for fewer (`seats`) places. `over`: so many passed
    beyond the quota without competing, which no locked list allows. `left`: the places that nobody has and nobody on
    hold waits for."""

    proposed: tuple[int, ...]
    equal: tuple[int, ...] = ()
    seats: int = 0
    run_off_held: bool = False
    over: int = 0
    left: int = 0
    departs: tuple[int, ...] = field(default=())


def outcome(entries: Sequence[Entry], quota: int) -> Outcome:
    """Of the entries of a board in their order, for so many places."""
    passed = [one for one in entries if one.passed]
    sure = [one for one in passed if not one.competes]
    rivals = [one for one in passed if one.competes]
    kept = sum(one.waits and not one.competes for one in entries)
    free = max(quota - len(sure) - kept, 0)
    winners, equal = _winners(rivals, free)
    inside = {one.item_id for one in sure + winners}
    return Outcome(
        proposed=tuple(one.item_id for one in entries if one.item_id in inside),
        equal=tuple(one.item_id for one in equal),
        seats=free - len(winners) if equal else 0,
        run_off_held=bool(equal) and all(one.run_offs for one in equal),
        over=max(len(sure) - quota, 0),
        left=max(free - len(winners), 0),
        departs=_departs(entries, inside),
    )


def _winners(rivals: list[Entry], free: int) -> tuple[list[Entry], list[Entry]]:
    """Who of them has a place for certain, and who is equal with somebody for the last ones."""
    if len(rivals) <= free:
        return rivals, []
    if not free:
        return [], []
    ranked = sorted(rivals, key=lambda one: one.votes, reverse=True)
    last = ranked[free - 1].votes
    if ranked[free].votes != last:
        return ranked[:free], []
    return [one for one in ranked if one.votes > last], [one for one in ranked if one.votes == last]


def _departs(entries: Sequence[Entry], inside: set[int]) -> tuple[int, ...]:
    """Who fell out although somebody behind them by points is proposed: a departure from the order, which takes a
    reason. Somebody without points stands behind all who have some."""
    behind = [one.place for one in entries if one.item_id in inside]
    return tuple(
        one.item_id
        for one in entries
        if one.item_id not in inside
        and one.place is not None
        and any(place is None or place > one.place for place in behind)
    )
