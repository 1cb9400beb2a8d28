"""What records would change that were decided on after a ranking was frozen, worked out on the frozen one alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.ranking.rules.again import Counted
from app.ranking.rules.boards import rank_changed
from app.ranking.rules.changes import Move, moves
from app.ranking.rules.scoring import NOTHING, Addend, Credit, addends_of
from app.ranking.rules.standing import Outcome, Person, PersonStanding, Squad

BOARDS = ("individuals", "collectives")


@dataclass(frozen=True, slots=True)
class Late:
    """One record approved since, or (`taken`) one of the frozen ranking that was reversed since.

    `person` and `squad` are who earned it, for a ranking that does not list them; None where it is nobody's.
    """

    credit: Credit
    taken: bool
    person: Person | None
    squad: Squad | None


@dataclass(frozen=True, slots=True)
class Change:
    """One person or team of a board: its move, and what is added to its points (taken from them, where negative)."""

    board: str
    move: Move
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Effect:
    """`changes`: whose points would be others; `crossings`: who would come above the line or fall from it, whether by
    their own points or by those of others; `pushed`: how many more would have another place."""

    changes: tuple[Change, ...]
    crossings: tuple[Change, ...]
    pushed: int


def effect(frozen: Counted, before: Outcome, late: Sequence[Late], quotas: Mapping[str, int]) -> Effect:
    """What these records would change together, had they counted; `before` is the frozen ranking."""
    after = _after(frozen, before, late)
    changes, crossings, pushed = [], [], 0
    for board in BOARDS:
        old = {one.subject_id: _points(one) for one in getattr(before, board)}
        new = {one.subject_id: _points(one) for one in getattr(after, board)}
        for move in moves(getattr(before, board), getattr(after, board), quotas[board]):
            gain = new[move.subject_id] - old.get(move.subject_id, NOTHING)
            change = Change(board, move, gain)
            crosses = move.crosses_in or move.crosses_out
            if gain:
                changes.append(change)
            if crosses:
                crossings.append(change)
            pushed += move.moves and not gain and not crosses
    return Effect(tuple(changes), tuple(crossings), pushed)


def _points(standing) -> Fraction:
    return standing.points if isinstance(standing, PersonStanding) else standing.total


def _after(frozen: Counted, before: Outcome, late: Sequence[Late]) -> Outcome:
    """The ranking with these records. A cap is over a person's day, so that only days with late records are counted
    anew, and only who earned on them."""
    taken = {one.credit.log_id for one in late if one.taken}
    days = {_day(one.credit) for one in late}
    kept = [one for one in frozen.credits if _day(one) in days and one.log_id not in taken]
    added = addends_of(frozen.scheme, [*kept, *(one.credit for one in late if not one.taken)])
    gone = {one.log_id for one in frozen.credits if _day(one) in days}
    people = {one.user_id: one for one in _given(late, "person")} | {one.user_id: one for one in frozen.people}
    squads = {one.team_id: one for one in _given(late, "squad")} | {one.team_id: one for one in frozen.squads}
    return rank_changed(
        frozen.scheme,
        before,
        _addends(people, before.individuals, added, gone, lambda addend: addend.user_id),
        _addends(squads, before.collectives, added, gone, lambda addend: addend.team_id),
    )


def _day(credit: Credit) -> tuple:
    """What is capped together; a team's own record stands alone."""
    return (credit.user_id, credit.day) if credit.user_id is not None else ("log", credit.log_id)


def _given(late: Sequence[Late], what: str) -> list:
    return [found for one in late if not one.taken and (found := getattr(one, what)) is not None]


def _addends(subjects: dict, standings, added: Sequence[Addend], gone: set[int], owner: Callable) -> dict:
    """All addends of those whom these days touch, by day and log."""
    held = {one.subject_id: one.addends for one in standings}
    touched = {owner(addend) for addend in added} - {None}
    touched |= {key for key, addends in held.items() if any(addend.log_id in gone for addend in addends)}
    found = {}
    for key in touched:
        addends = [one for one in held.get(key, ()) if one.log_id not in gone]
        addends += [one for one in added if owner(one) == key]
        found[subjects[key]] = sorted(addends, key=lambda one: (one.day, one.log_id))
    return found
