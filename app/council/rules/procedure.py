"""A locked round is decided without a session only if two people want it."""

from app.council.rules.answers import CouncilAnswer
from app.council.rules.settings import SIMPLE, Settings


def takes_two(before: Settings, wanted: Settings, locked: bool) -> bool:
    """Whether this change counts only once a second person agrees: once the list is locked, who leaves out the
    council leaves everything to themselves."""
    return locked and wanted.procedure == SIMPLE and before.procedure != SIMPLE


def may_answer_request(by: int, asked_by: int, agreed: bool, answered: bool) -> CouncilAnswer:
    """Whether somebody who decides in the ward answers such a request; whoever asked may only take it back."""
    if answered:
        return CouncilAnswer.ANSWERED
    return CouncilAnswer.NOT_ALONE if agreed and by == asked_by else CouncilAnswer.YES
