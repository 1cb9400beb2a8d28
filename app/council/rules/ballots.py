"""Who opens a ballot, votes in it and closes it, and what may not be counted yet."""

from collections.abc import Sequence

from app.council.rules.answers import CouncilAnswer
from app.council.rules.conflicts import ASKED, RECUSED
from app.council.rules.meeting import CLOSED, FAILED, HERE, IN_SESSION, SECRETARY, Meeting, Seat, may_run
from app.council.rules.settings import FEWEST_SECRET


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


def may_favour(seats: int | None, favoured: int) -> CouncilAnswer:
    """Whether a member can be in favour of so many of a run-off for `seats` places (None: of another ballot)."""
    return CouncilAnswer.YES if seats is None or favoured <= seats else CouncilAnswer.TOO_MANY_FOR


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
