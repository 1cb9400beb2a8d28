"""Who may propose whom, by which criterion of the law, and when a proposal is about somebody known already."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from app.awards.rules.answers import AwardAnswer
from app.awards.rules.boards import COLLECTIVE, HOUSEHOLD, INDIVIDUAL
from app.core.text import N_, fold, identity_key, same_name


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


class Alike(NamedTuple):
    """Somebody known here whose name is the typed one but for its marks: a candidate ("c12"), a person ("u5") or a
    team ("t3") of the ward that is none yet."""

    key: str
    name: str
    unit: str
    on_hold: bool


def asked_about(alike: Iterable[Alike], name: str) -> list[Alike]:
    """Those about whom has to be asked whether the typed name means them: a tone or another mark differs, they are on
    hold, or are known and no candidate yet. A candidate of this very name and another unit is a namesake."""
    typed = identity_key(name)
    return [one for one in alike if one.on_hold or one.key[0] != "c" or identity_key(one.name) != typed]


def somebody_else(name: str) -> str:
    """The answer that nobody of them is meant; it counts for this name alone."""
    return f"other:{identity_key(name)}"


def is_alike(one: str, other: str) -> bool:
    """Whether two names are one but for their marks."""
    return fold(one) == fold(other)


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


def may_lift(own_namesake: bool, own_team: bool) -> AwardAnswer:
    """Whether somebody may lift the hold on a candidate without an account. ``own_namesake``: they gave it the name
    of somebody on hold; ``own_team``: they belong to the team that is on hold."""
    if own_namesake:
        return AwardAnswer.OWN_NAMESAKE
    return AwardAnswer.OWN_TEAM_HELD if own_team else AwardAnswer.YES


def match(known: Iterable[Known], subject: str, name: str, unit: str) -> list[int]:
    """The candidates that a typed name means, without regard to case and to where the tone is set: those of that unit
    too, where one was written. One: it is that candidate; none: a new one, once it was asked about those with a like
    name (``asked_about``); more: somebody has to tell which."""
    typed = identity_key(name)
    same = [one for one in known if one.subject == subject and identity_key(one.name) == typed]
    return [one.id for one in same if not unit or same_name(one.unit, unit)]
