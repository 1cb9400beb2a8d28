"""What may be done in a session, and why not. Everything is asked of one plain picture of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.council.rules.answers import CouncilAnswer
from app.council.rules.conflicts import ASKED, RECUSED
from app.council.rules.counting import needed, reached
from app.council.rules.outcome import Outcome
from app.council.rules.settings import FEWEST, FEWEST_SECRET, SIMPLE, Settings

CALLED, IN_SESSION, CLOSED, FAILED = "called", "open", "closed", "failed"
CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"
HERE, LEFT, ABSENT = "present", "left", "absent"
DUTIES, WORDS = (CHAIR, SECRETARY, MEMBER), (HERE, LEFT, ABSENT)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the session; `word`: the last that was said of their attendance, "" where nothing was."""

    member_id: int
    user_id: int
    duty: str = MEMBER
    word: str = ""

    @property
    def here(self) -> bool:
        return self.word == HERE


@dataclass(frozen=True)
class Meeting:
    """A session as its rules see it. `conflicts`: (member, item) -> the last word. `ballot`: the open one's id."""

    state: str
    settings: Settings
    seats: tuple[Seat, ...]
    conflicts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    ballot: int | None = None
    # The leader has decided on the round.
    decided: bool = False

    @property
    def present(self) -> int:
        return sum(seat.here for seat in self.seats)

    @property
    def needed(self) -> int:
        return needed(self.settings.quorum_percent, len(self.seats))

    @property
    def quorum(self) -> bool:
        return reached(self.present, self.settings.quorum_percent, len(self.seats))

    @property
    def facts(self) -> dict[str, int]:
        return {"present": self.present, "members": len(self.seats), "needed": self.needed}

    @property
    def questions(self) -> int:
        return sum(word == ASKED for word in self.conflicts.values())

    def seat_of(self, user_id: int) -> Seat | None:
        return next((seat for seat in self.seats if seat.user_id == user_id), None)

    def chaired_by(self, user_id: int) -> bool:
        return any(seat.user_id == user_id and seat.duty == CHAIR for seat in self.seats)

    def staffed_by(self, user_id: int) -> bool:
        return any(seat.user_id == user_id and seat.duty in (CHAIR, SECRETARY) for seat in self.seats)

    def recused(self, items: Sequence[int]) -> set[int]:
        """Members who don't vote on a line about these items."""
        return {member for (member, item), word in self.conflicts.items() if word == RECUSED and item in items}


def may_call(settings: Settings, locked: bool, standing: bool, day: date, today: date) -> CouncilAnswer:
    """`standing`: there is a session of the round that did not fail."""
    if settings.procedure == SIMPLE:
        return CouncilAnswer.SIMPLE
    if not locked:
        return CouncilAnswer.NOT_LOCKED
    if standing:
        return CouncilAnswer.CALLED_ALREADY
    return CouncilAnswer.YES if day >= today else CouncilAnswer.PAST


def fit_members(duties: Sequence[str]) -> CouncilAnswer:
    """Whether a session can be held by members with these duties."""
    if len(duties) < FEWEST:
        return CouncilAnswer.TOO_FEW
    one_each = duties.count(CHAIR) == duties.count(SECRETARY) == 1
    return CouncilAnswer.YES if one_each else CouncilAnswer.TWO_DUTIES


def may_take_attendance(meeting: Meeting, by: int, member_id: int) -> CouncilAnswer:
    """The chair and the secretary of everybody, a member of themselves."""
    if meeting.state not in (CALLED, IN_SESSION):
        return CouncilAnswer.ENDED
    seat = meeting.seat_of(by)
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    own = seat.member_id == member_id
    return CouncilAnswer.YES if own or meeting.staffed_by(by) else CouncilAnswer.NOT_STAFF


def may_open(meeting: Meeting, by: int) -> CouncilAnswer:
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    if meeting.state != CALLED:
        return CouncilAnswer.NOT_CALLED
    if meeting.decided:
        return CouncilAnswer.DECIDED
    if meeting.settings.procedure == SIMPLE:
        return CouncilAnswer.SIMPLE
    if not meeting.quorum:
        return CouncilAnswer.NO_QUORUM
    if any(seat.duty in (CHAIR, SECRETARY) and not seat.here for seat in meeting.seats):
        return CouncilAnswer.CHAIR_AWAY
    return CouncilAnswer.YES


def may_run(meeting: Meeting, by: int) -> CouncilAnswer:
    """What only the chair of an open session does."""
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    if meeting.state in (CLOSED, FAILED):
        return CouncilAnswer.ENDED
    return CouncilAnswer.YES if meeting.state == IN_SESSION else CouncilAnswer.NOT_OPEN


def may_fail(meeting: Meeting, by: int, may_call: bool) -> CouncilAnswer:
    """End a session that lacks its quorum: its chair or secretary, or who may call one."""
    if not may_call and not meeting.staffed_by(by):
        return CouncilAnswer.NOT_STAFF
    if meeting.state not in (CALLED, IN_SESSION):
        return CouncilAnswer.ENDED
    return CouncilAnswer.QUORUM_REACHED if meeting.quorum else CouncilAnswer.YES


def may_open_ballot(meeting: Meeting, by: int, lines: int) -> CouncilAnswer:
    """`lines`: on how many it would be voted."""
    answer = may_run(meeting, by)
    if answer is not CouncilAnswer.YES:
        return answer
    if meeting.ballot is not None:
        return CouncilAnswer.BALLOT_OPEN
    if not meeting.quorum:
        return CouncilAnswer.NO_QUORUM
    return CouncilAnswer.YES if lines else CouncilAnswer.NOTHING_NEW


def may_vote(meeting: Meeting, seat: Seat | None, items: Sequence[int], closed: bool, written: bool) -> CouncilAnswer:
    """Whether this member votes now on a line about these items; `written`: says to do so as an absent one."""
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    if meeting.state in (CLOSED, FAILED):
        return CouncilAnswer.ENDED
    if meeting.state != IN_SESSION:
        return CouncilAnswer.NOT_OPEN
    if closed:
        return CouncilAnswer.BALLOT_CLOSED
    words = {meeting.conflicts.get((seat.member_id, item)) for item in items}
    if RECUSED in words:
        return CouncilAnswer.RECUSED
    if ASKED in words:
        return CouncilAnswer.ANSWER_FIRST
    if seat.here:
        return CouncilAnswer.YES
    if not meeting.settings.absent_by_writing:
        return CouncilAnswer.NO_WRITING
    return CouncilAnswer.YES if written else CouncilAnswer.NOT_PRESENT


def may_enter(meeting: Meeting, by: int, seat: Seat | None, reference: str) -> CouncilAnswer:
    """Whether the session's secretary (or chair) enters what an absent member wrote on paper."""
    if not meeting.staffed_by(by):
        return CouncilAnswer.NOT_STAFF
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    if meeting.settings.secret:
        return CouncilAnswer.OPEN_ONLY
    if seat.here:
        return CouncilAnswer.IS_PRESENT
    return CouncilAnswer.YES if reference else CouncilAnswer.NO_REFERENCE


def may_close_ballot(meeting: Meeting, by: int, items: Sequence[int]) -> CouncilAnswer:
    answer = may_run(meeting, by)
    if answer is not CouncilAnswer.YES:
        return answer
    if meeting.ballot is None:
        return CouncilAnswer.NO_BALLOT
    if not meeting.quorum:
        return CouncilAnswer.NO_QUORUM
    asked = any(word == ASKED and item in items for (_, item), word in meeting.conflicts.items())
    return CouncilAnswer.QUESTIONS if asked else CouncilAnswer.YES


def may_count(meeting: Meeting, lines: Sequence[tuple[Sequence[int], set[int]]]) -> CouncilAnswer:
    """Whether the totals of these lines, (items, who voted), are told now. A chair who sees who has voted must not
    learn what by closing a secret ballot after the first of them."""
    if not meeting.settings.secret:
        return CouncilAnswer.YES
    here = {seat.member_id for seat in meeting.seats if seat.here}
    early = any(0 < len(voted) < FEWEST_SECRET and here - voted - meeting.recused(items) for items, voted in lines)
    return CouncilAnswer.TELLS if early else CouncilAnswer.YES


def obstacles(
    meeting: Meeting, unvoted: Sequence[int], boards: Sequence[tuple[Outcome, int]], explained: set[int]
) -> list[tuple[CouncilAnswer, dict]]:
    """Why the session can't be closed with a result yet, each with the facts of its sentence; `items` in them are
    ids of items, to be named. `boards`: the outcome of each with its quota."""
    found = []
    if meeting.ballot is not None:
        found.append((CouncilAnswer.BALLOT_OPEN, {}))
    if not meeting.quorum:
        found.append((CouncilAnswer.NO_QUORUM, meeting.facts))
    if meeting.questions:
        found.append((CouncilAnswer.QUESTIONS, {"count": meeting.questions}))
    if unvoted:
        found.append((CouncilAnswer.NOT_VOTED_ON, {"items": tuple(unvoted)}))
    for result, quota in boards:
        if result.over:
            found.append((CouncilAnswer.TOO_MANY, {"passed": quota + result.over, "quota": quota}))
        if result.equal and not result.run_off_held:
            found.append((CouncilAnswer.RUN_OFF_FIRST, {"items": result.equal}))
        silent = tuple(item for item in result.departs if item not in explained)
        if silent and not unvoted:
            found.append((CouncilAnswer.UNEXPLAINED, {"items": silent}))
    return found
