"""How a session ends: with its result, or without its quorum."""

from collections.abc import Collection, Sequence

from app.council.rules.answers import CouncilAnswer
from app.council.rules.meeting import CALLED, IN_SESSION, Meeting
from app.council.rules.outcome import Outcome


def may_fail(meeting: Meeting, by: int, may_call: bool) -> CouncilAnswer:
    """End a session that lacks its quorum: its chair or secretary, or who may call one."""
    if not may_call and not meeting.staffed_by(by):
        return CouncilAnswer.NOT_STAFF
    if meeting.state not in (CALLED, IN_SESSION):
        return CouncilAnswer.ENDED
    return CouncilAnswer.QUORUM_REACHED if meeting.quorum else CouncilAnswer.YES


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
