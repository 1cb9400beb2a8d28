"""Who may propose whom, by which criterion of the law, and when a proposal is about somebody known already."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from app.awards.rules.answers import AwardAnswer
from app.awards.rules.boards import COLLECTIVE, HOUSEHOLD, INDIVIDUAL
from app.core.text import N_, same_name


class Criterion(StrEnum):
    """What a proposal claims (article 75 of the Law on Emulation and Commendation, 06/2022/QH15)."""

    MOVEMENT = "movement"
    FIELD = "field"
    CONTRIBUTION = "contribution"


CRITERION_WORDS = {
    Criterion.MOVEMENT: N_("Achievement chosen in the emulation movement"),
    Criterion.FIELD: N_("Irregular achievement with effect in a field of the ward"),
    Criterion.CONTRIBUTION: N_("Exemplary household that contributed labour, land or property"),
}
CRITERIA = {
    INDIVIDUAL: (Criterion.MOVEMENT, Criterion.FIELD),
    COLLECTIVE: (Criterion.MOVEMENT, Criterion.FIELD),
    HOUSEHOLD: (Criterion.CONTRIBUTION,),
}


class Known(NamedTuple):
    """A candidate that a round has already."""

    id: int
    subject: str
    name: str
    unit: str


def may_propose(
    subject: str, criterion: str, mine: bool = False, dissolved: bool = False, outside: bool = False
) -> AwardAnswer:
    """Whether such a candidate can be proposed by this criterion. `mine`: by whoever did so already; `outside`: in
    the name of a team to which the candidate does not belong."""
    if outside:
        return AwardAnswer.OTHER_TEAM
    if criterion not in CRITERIA[subject]:
        return AwardAnswer.MISFIT
    if dissolved:
        return AwardAnswer.DISSOLVED
    return AwardAnswer.PROPOSED_ALREADY if mine else AwardAnswer.YES


def may_withdraw(withdrawn: bool, own: bool) -> AwardAnswer:
    """Whether somebody can take a proposal back; `own`: they, or a team that they lead, made it."""
    if withdrawn:
        return AwardAnswer.WITHDRAWN
    return AwardAnswer.YES if own else AwardAnswer.NOT_YOURS


def match(known: Iterable[Known], subject: str, name: str, unit: str) -> list[int]:
    """The candidates that a typed name means, without regard to case and to where the tone is set, and without marks
    where it was typed without any: those of that unit too, where one was written. One: it is that candidate; none: a
    new one; more: somebody has to tell which."""
    same = [one for one in known if one.subject == subject and same_name(one.name, name)]
    return [one.id for one in same if not unit or same_name(one.unit, unit)]
