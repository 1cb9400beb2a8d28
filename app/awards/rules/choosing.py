"""From a frozen order, a quota and what was decided so far: where the line falls and what may be done next.

The program never breaks a tie and never fills a place: a quota is a ceiling (domain rule: reward as far as the
achievement goes), and whoever departs from the order says why in writing.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.awards.rules.answers import AwardAnswer
from app.ranking.rules import Shares, excesses, line

CHOSEN, STRUCK, CLEARED = "chosen", "struck", "cleared"


class Where(StrEnum):
    """Where somebody stands to the line."""

    ABOVE = "above"
    TIED = "tied"
    BELOW = "below"
    OUT = "out"  # without a place in the ranking
    APART = "apart"  # on a board that has no order: households


@dataclass(frozen=True, slots=True)
class Candidate:
    """One nomination with its rank in the frozen order and the last word on it; `rank` None: without a place.
    `elsewhere`: somebody else commends them too, so that choosing them is confirmed one by one, with a reason."""

    subject_id: int
    name: str
    rank: int | None
    verdict: str = CLEARED
    reason: str = ""
    on_hold: bool = False
    leader: bool = False
    proposed: bool = False
    apart: bool = False
    dissolved: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate as the list stands now. `departs`: chosen or struck against the order as it is now."""

    candidate: Candidate
    where: Where
    departs: bool

    @property
    def verdict(self) -> str:
        return self.candidate.verdict

    @property
    def open(self) -> bool:
        """Above the line and nobody has said anything yet."""
        return self.where is Where.ABOVE and self.verdict == CLEARED


@dataclass(frozen=True)
class Table:
    """One board of a round. `length` is how many places the line leaves to those in order."""

    lines: tuple[Judged, ...]
    quota: int
    length: int

    @property
    def chosen(self) -> int:
        return sum(one.verdict == CHOSEN for one in self.lines)

    @property
    def free(self) -> int:
        return max(self.quota - self.chosen, 0)

    @property
    def waiting(self) -> tuple[Judged, ...]:
        """Who can be chosen without another word; who is on hold or commended elsewhere too stays for a decision of
        their own."""
        return tuple(one for one in self.lines if one.open and not (one.candidate.on_hold or one.candidate.elsewhere))

    def of(self, subject_id: int) -> Judged | None:
        return next((one for one in self.lines if one.candidate.subject_id == subject_id), None)


def table(candidates: Iterable[Candidate], quota: int) -> Table:
    """Where everybody stands. Struck ones are left out and the line moves down; somebody chosen from below the line
    takes one of the places that striking set free, so that nobody between them has to be struck as well. A struck
    one stands where they would stand had they not been struck.
    """
    candidates = tuple(candidates)
    length, where = _order(candidates, quota)
    lines = []
    for one in candidates:
        place = where.get(one.subject_id, Where.BELOW)
        if one.apart:
            place = Where.APART
        elif not _ranks(one):
            place = Where.OUT
        elif one.verdict == STRUCK:
            unsaid = tuple(replace(other, verdict=CLEARED) if other is one else other for other in candidates)
            place = _order(unsaid, quota)[1].get(one.subject_id, Where.BELOW)
        lines.append(Judged(one, place, _departs(one.verdict, place)))
    return Table(tuple(lines), quota, length)


def _departs(verdict: str, where: Where) -> bool:
    if verdict == CHOSEN:
        return where not in (Where.ABOVE, Where.APART)
    return verdict == STRUCK and where in (Where.ABOVE, Where.TIED)


def _order(candidates: tuple[Candidate, ...], quota: int) -> tuple[int, dict[int, Where]]:
    """How many places the line leaves to those in order, and who of them stands above it or is tied across it.

    Who was chosen without a place at all takes a place as one chosen from below the line does.
    """
    ranked = [one for one in candidates if _ranks(one)]
    beside = sum(one.verdict == CHOSEN and not _ranks(one) for one in candidates)
    struck = {one.subject_id for one in ranked if one.verdict == STRUCK}
    lifted = {one.subject_id for one in line(ranked, quota, struck).below if one.verdict == CHOSEN}
    length = max(quota - min(len(lifted) + beside, _freed(ranked, quota)), 0)
    final = line(ranked, length, struck | lifted)
    where = {one.subject_id: Where.ABOVE for one in final.above}
    return length, where | {one.subject_id: Where.TIED for one in final.tied}


def _ranks(one: Candidate) -> bool:
    """Whether this candidate stands in the order. A unit that was dissolved does not: the line moves past it."""
    return one.rank is not None and not one.apart and not one.dissolved


def _freed(ranked: list[Candidate], quota: int) -> int:
    """How many struck ones would have had a place, or a share of a tie, had only the others been struck."""
    left = sorted(one.rank for one in ranked if one.verdict != STRUCK)
    return sum(bisect_left(left, one.rank) < quota for one in ranked if one.verdict == STRUCK)


def may_choose(board: Table, subject_id: int, reason: str) -> AwardAnswer:
    """Whether this candidate can be chosen now, with this reason."""
    one = board.of(subject_id)
    if one.candidate.dissolved:
        return AwardAnswer.DISSOLVED
    if one.where in (Where.OUT, Where.APART) and not one.candidate.proposed:
        return AwardAnswer.NOT_ELIGIBLE
    if one.candidate.on_hold:
        return AwardAnswer.ON_HOLD
    if one.verdict != CHOSEN and not board.free:
        return AwardAnswer.FULL
    one = _as_if_open(board, one)
    if one.where is Where.TIED and not reason:
        return AwardAnswer.REASON_TIED
    if one.where is Where.BELOW and not reason:
        return AwardAnswer.REASON_BELOW
    if one.where is Where.OUT and not reason:
        return AwardAnswer.REASON_PROPOSED
    if one.candidate.elsewhere and not reason:
        return AwardAnswer.REASON_ELSEWHERE
    return AwardAnswer.YES


def may_strike(board: Table, subject_id: int, reason: str) -> AwardAnswer:
    """Whether this candidate can be struck out now. One who is tied needs a reason too: it would settle the tie."""
    one = board.of(subject_id)
    if one.where in (Where.OUT, Where.APART):
        if not one.candidate.proposed:
            return AwardAnswer.NOT_ELIGIBLE
        return AwardAnswer.YES if reason else AwardAnswer.REASON_DECLINED
    one = _as_if_open(board, one)
    if one.where in (Where.ABOVE, Where.TIED) and not reason:
        return AwardAnswer.REASON_STRIKE
    return AwardAnswer.YES


def departs(board: Table, subject_id: int, verdict: str) -> bool:
    """Whether this verdict on this candidate departs from the order."""
    return _departs(verdict, _as_if_open(board, board.of(subject_id)).where)


def _as_if_open(board: Table, one: Judged) -> Judged:
    """The candidate as the list would stand had nobody said anything about this one."""
    if one.verdict == CLEARED:
        return one
    return with_verdict(board, {one.candidate.subject_id: (CLEARED, "")}).of(one.candidate.subject_id)


def with_verdict(board: Table, verdicts: dict[int, tuple[str, str]]) -> Table:
    """The board once these candidates have these (verdict, reason)."""
    changed = []
    for judged in board.lines:
        one = judged.candidate
        verdict, reason = verdicts.get(one.subject_id, (one.verdict, one.reason))
        changed.append(replace(one, verdict=verdict, reason=reason))
    return table(changed, board.quota)


def may_choose_all(board: Table) -> AwardAnswer:
    """Whether all who wait above the line can be chosen in one act."""
    if not board.waiting:
        return AwardAnswer.NOBODY_WAITS
    if len(board.waiting) > board.free:
        return AwardAnswer.TOO_FEW_PLACES
    return AwardAnswer.YES


def obstacles(board: Table) -> list[tuple[AwardAnswer, dict]]:
    """Why the list can't be locked yet, each with the facts of its sentence. Empty places and open ties are none."""
    found = []
    if board.chosen > board.quota:
        found.append((AwardAnswer.OVER_QUOTA, {"chosen": board.chosen, "quota": board.quota}))
    undecided = [one for one in board.lines if one.open]
    unexplained = [one for one in board.lines if one.departs and not one.candidate.reason]
    chosen = [one for one in board.lines if one.verdict == CHOSEN]
    held = [one for one in chosen if one.candidate.on_hold]
    twice = [one for one in chosen if one.candidate.elsewhere and not one.candidate.reason]
    gone = [one for one in chosen if one.candidate.dissolved]
    apart = [one for one in chosen if one.where in (Where.OUT, Where.APART) and one not in gone]
    unproposed = [one for one in apart if not one.candidate.proposed]
    for answer, lines in (
        (AwardAnswer.UNDECIDED, undecided),
        (AwardAnswer.UNEXPLAINED, unexplained),
        (AwardAnswer.UNPROPOSED, unproposed),
        (AwardAnswer.GONE, gone),
        (AwardAnswer.HELD, held),
        (AwardAnswer.UNCONFIRMED, twice),
    ):
        if lines:
            found.append((answer, {"names": some([one.candidate.name for one in lines])}))
    return found


def beyond_shares(shares: Shares, people: Table, teams: Table) -> list[tuple[AwardAnswer, dict]]:
    """What both lists together hold too much of by the scheme, each with the facts of its sentence."""
    chosen = [[one.candidate for one in board.lines if one.verdict == CHOSEN] for board in (people, teams)]
    found = excesses(shares, [one.leader for one in chosen[0]], [one.name for one in chosen[1]])
    return [(AwardAnswer.UNITS if one.begins else AwardAnswer.LEADERS, one._asdict()) for one in found]


def some(names: list[str], most: int = 6) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f"… (+{more})" if more > 0 else "")
