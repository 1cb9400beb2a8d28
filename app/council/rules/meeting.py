"""What may be done in a session, and why not. Everything is asked of one plain picture of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.council.rules.answers import CouncilAnswer
from app.council.rules.conflicts import ASKED, RECUSED
from app.council.rules.counting import needed, reached
from app.council.rules.outcome import Outcome
from app.council.rules.settings import FEWEST, FEWEST_SECRET, LEAST_MAJORITY, LEAST_QUORUM, SIMPLE, Settings

CALLED, IN_SESSION, CLOSED, FAILED = "called", "open", "closed", "failed"
CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"
HERE, LEFT, ABSENT = "present", "left", "absent"
OBJECTION, CAME = "objection", "came"
DUTIES, WORDS = (CHAIR, SECRETARY, MEMBER), (HERE, LEFT, ABSENT)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the session; `word`: the last that was said of their attendance, "" where nothing was. `noted_by`:
    who said it, where it was somebody else (a user); `confirmed`: by the member or a second person."""

    member_id: int
    user_id: int
    duty: str = MEMBER
    word: str = ""
    noted_by: int | None = None
    confirmed: bool = True

    @property
    def here(self) -> bool:
        """Present, so that it counts."""
        return self.word == HERE and self.confirmed

    @property
    def waits(self) -> bool:
        """Noted as present by somebody else, and not confirmed yet."""
        return self.word == HERE and not self.confirmed


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
    # The hour for which it was called has not come.
    early: bool = False

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
        return {
            "present": self.present,
            "members": len(self.seats),
            "needed": self.needed,
            "waiting": self.waiting,
        }

    @property
    def waiting(self) -> int:
        return sum(seat.waits for seat in self.seats)

    @property
    def no_quorum(self) -> CouncilAnswer:
        """What to say where there is no quorum: that some still wait to be confirmed, or that members are missing."""
        return CouncilAnswer.UNCONFIRMED if self.waiting else CouncilAnswer.NO_QUORUM

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


def may_change(wanted: Settings, locked: bool, reason: str) -> CouncilAnswer:
    """Whether these can be the rules of a round; once its list is locked a change takes a reason."""
    if wanted.quorum_percent < LEAST_QUORUM or wanted.pass_percent < LEAST_MAJORITY:
        return CouncilAnswer.BOUNDS
    if max(wanted.quorum_percent, wanted.pass_percent) > 100:
        return CouncilAnswer.BOUNDS
    if wanted.procedure == SIMPLE and not wanted.legal_ground.strip():
        return CouncilAnswer.NO_GROUND
    return CouncilAnswer.NO_CHANGE_REASON if locked and not reason.strip() else CouncilAnswer.YES


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


def may_confirm(meeting: Meeting, by: int, seat: Seat) -> CouncilAnswer:
    """Whether somebody confirms that this member is present: the member, or of chair and secretary the one who did
    not note it."""
    if meeting.state not in (CALLED, IN_SESSION):
        return CouncilAnswer.ENDED
    if seat.user_id != by and not meeting.staffed_by(by):
        return CouncilAnswer.NOT_STAFF
    if seat.word != HERE:
        return CouncilAnswer.NOT_NOTED
    return CouncilAnswer.SECOND_PERSON if seat.waits and seat.noted_by == by else CouncilAnswer.YES


def may_answer(meeting: Meeting, by: int, seat: Seat) -> CouncilAnswer:
    """Whether somebody answers a question about a conflict of this member's: the member, or for an absent one the
    chair."""
    if seat.user_id == by:
        return CouncilAnswer.YES
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    return CouncilAnswer.ANSWERS_THEMSELVES if seat.word == HERE else CouncilAnswer.YES


def may_open(meeting: Meeting, by: int) -> CouncilAnswer:
    """At the hour for which it was called, or earlier once everybody is there."""
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    if meeting.state != CALLED:
        return CouncilAnswer.NOT_CALLED
    if meeting.decided:
        return CouncilAnswer.DECIDED
    if meeting.settings.procedure == SIMPLE:
        return CouncilAnswer.SIMPLE
    if not meeting.quorum:
        return meeting.no_quorum
    if any(seat.duty in (CHAIR, SECRETARY) and not seat.here for seat in meeting.seats):
        return CouncilAnswer.CHAIR_AWAY
    if meeting.early and meeting.present < len(meeting.seats):
        return CouncilAnswer.TOO_EARLY
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
        return meeting.no_quorum
    return CouncilAnswer.YES if lines else CouncilAnswer.NOTHING_NEW


def may_vote(
    meeting: Meeting, seat: Seat | None, items: Sequence[int], closed: bool, written: bool, paused: bool = False
) -> CouncilAnswer:
    """Whether this member votes now on a line about these items; `written`: says to do so as an absent one; `paused`:
    its candidate is on hold."""
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    if meeting.state in (CLOSED, FAILED):
        return CouncilAnswer.ENDED
    if meeting.state != IN_SESSION:
        return CouncilAnswer.NOT_OPEN
    if closed:
        return CouncilAnswer.BALLOT_CLOSED
    if paused:
        return CouncilAnswer.PAUSED
    words = {meeting.conflicts.get((seat.member_id, item)) for item in items}
    if RECUSED in words:
        return CouncilAnswer.RECUSED
    if ASKED in words:
        return CouncilAnswer.ANSWER_FIRST
    if seat.here:
        return CouncilAnswer.YES
    if not meeting.settings.absent_by_writing:
        return CouncilAnswer.NO_WRITING if not seat.waits else CouncilAnswer.CONFIRM_FIRST
    if seat.waits:
        return CouncilAnswer.CONFIRM_FIRST
    return CouncilAnswer.YES if written else CouncilAnswer.NOT_PRESENT


def may_enter(meeting: Meeting, by: int, seat: Seat | None, reference: str) -> CouncilAnswer:
    """Whether the session's secretary enters what an absent member wrote on paper."""
    if not any(one.user_id == by and one.duty == SECRETARY for one in meeting.seats):
        return CouncilAnswer.NOT_SECRETARY
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    if meeting.settings.secret:
        return CouncilAnswer.OPEN_ONLY
    if seat.word == HERE:
        return CouncilAnswer.IS_PRESENT
    return CouncilAnswer.YES if reference else CouncilAnswer.NO_REFERENCE


def may_object(meeting: Meeting, seat: Seat | None, entered: bool) -> CouncilAnswer:
    """Whether a member withdraws what was entered for them: while the ballot is open."""
    if seat is None:
        return CouncilAnswer.NOT_MEMBER
    if meeting.state != IN_SESSION or meeting.ballot is None:
        return CouncilAnswer.OBJECTS_LATE
    return CouncilAnswer.YES if entered else CouncilAnswer.NOTHING_ENTERED


def may_close_ballot(meeting: Meeting, by: int, items: Sequence[int]) -> CouncilAnswer:
    answer = may_run(meeting, by)
    if answer is not CouncilAnswer.YES:
        return answer
    if meeting.ballot is None:
        return CouncilAnswer.NO_BALLOT
    if not meeting.quorum:
        return meeting.no_quorum
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
    meeting: Meeting,
    unvoted: Sequence[int],
    boards: Sequence[tuple[Outcome, int]],
    explained: Collection[int],
    paused: Collection[int] = (),
    waiting: Sequence[int] = (),
) -> list[tuple[CouncilAnswer, dict]]:
    """Why the session can't be closed with a result yet, each with the facts of its sentence; `items` in them are
    ids of items, to be named. `boards`: the outcome of each with its quota. `paused`: who is on hold, `waiting`: who
    of them was not voted on."""
    found = []
    if meeting.ballot is not None:
        found.append((CouncilAnswer.BALLOT_OPEN, {}))
    if not meeting.quorum:
        found.append((meeting.no_quorum, meeting.facts))
    if meeting.questions:
        found.append((CouncilAnswer.QUESTIONS, {"count": meeting.questions}))
    if unvoted:
        found.append((CouncilAnswer.NOT_VOTED_ON, {"items": tuple(unvoted)}))
    without = tuple(item for item in waiting if item not in explained)
    if without:
        found.append((CouncilAnswer.STILL_PAUSED, {"items": without}))
    for result, quota in boards:
        if result.over:
            found.append((CouncilAnswer.TOO_MANY, {"passed": quota + result.over, "quota": quota}))
        if result.equal:
            found += _equal(result, explained, paused)
        silent = tuple(item for item in result.departs if item not in explained and item not in waiting)
        silent = tuple(item for item in silent if item not in result.equal)
        if silent and not unvoted:
            found.append((CouncilAnswer.UNEXPLAINED, {"items": silent}))
    return found


def _equal(result: Outcome, explained: Collection[int], paused: Collection[int]) -> list[tuple[CouncilAnswer, dict]]:
    """Those who passed and are equal for the last places: a run-off first, and then a reason where it stays empty. No
    run-off is held while one of them is on hold."""
    if not result.run_off_held and not set(result.equal) & set(paused):
        return [(CouncilAnswer.RUN_OFF_FIRST, {"items": result.equal})]
    silent = tuple(item for item in result.equal if item not in explained)
    return [(CouncilAnswer.LEFT_EMPTY, {"items": silent})] if silent else []
