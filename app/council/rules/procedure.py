"""A round is decided without a session only if two people want it."""

from app.council.rules.answers import CouncilAnswer
from app.council.rules.settings import SIMPLE, Settings


def takes_two(before: Settings, wanted: Settings) -> bool:
    """Whether this change counts only once a second person agrees: who leaves out the council leaves everything to
    themselves, before the list is locked as well as after."""
    return wanted.procedure == SIMPLE and before.procedure != SIMPLE


def may_answer_request(by: int, asked_by: int, agreed: bool, answered: bool) -> CouncilAnswer:
    """Whether somebody who decides in the ward answers such a request; whoever asked may only take it back."""
    if answered:
        return CouncilAnswer.ANSWERED
    return CouncilAnswer.NOT_ALONE if agreed and by == asked_by else CouncilAnswer.YES
