"""Before a session: its rules, and calling it."""

from collections.abc import Sequence
from datetime import date

from app.council.rules.answers import CouncilAnswer
from app.council.rules.meeting import CHAIR, SECRETARY
from app.council.rules.settings import FEWEST, LEAST_MAJORITY, LEAST_QUORUM, SIMPLE, Settings


def may_change(wanted: Settings, two: bool, locked: bool, reason: str) -> CouncilAnswer:
    """Whether these can be the rules of a round. A change that takes ``two`` people takes a reason, and so does any
    once the list is locked."""
    if wanted.quorum_percent < LEAST_QUORUM or wanted.pass_percent < LEAST_MAJORITY:
        return CouncilAnswer.BOUNDS
    if max(wanted.quorum_percent, wanted.pass_percent) > 100:
        return CouncilAnswer.BOUNDS
    if wanted.procedure == SIMPLE and not wanted.legal_ground.strip():
        return CouncilAnswer.NO_GROUND
    if reason.strip() or not (two or locked):
        return CouncilAnswer.YES
    return CouncilAnswer.NO_CHANGE_REASON if locked else CouncilAnswer.NO_REASON_WITHOUT


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
