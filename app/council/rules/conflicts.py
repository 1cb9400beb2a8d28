"""Who must not vote on whom: what the program knows by itself, and what it only asks about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from app.awards.rules import BEFORE_NAME
from app.core.text import fold

ONESELF, OWN_TEAM, PROPOSED, SAME_NAME, DECLARED = "oneself", "own_team", "proposed", "same_name", "declared"
ASKED, RECUSED, NOTED = "asked", "recused", "noted"


@dataclass(frozen=True, slots=True)
class Voter:
    member_id: int
    user_id: int
    name: str
    teams: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    item_id: int
    subject: str
    name: str
    user_id: int | None = None
    team_id: int | None = None
    proposers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """`word` RECUSED: does not vote on it; ASKED: the member or the chair answers first."""

    member_id: int
    item_id: int
    kind: str
    word: str


def family_name(name: str) -> str:
    """The first word of a person's name, "Nguyễn" of "Nguyễn Thị Thu Lan", folded for comparing; accents count."""
    words = normalize("NFC", name).casefold().split()
    return words[0] if words else ""


def household_names(name: str) -> set[str]:
    """The family names in what was written for a household: "Hộ gia đình ông Trần Văn A, bà Nguyễn Thị B" gives
    those of Trần and Nguyễn."""
    words = [word.strip(".,:;()") for word in normalize("NFC", name).casefold().split()]
    before = ["hộ", *words]
    return {word for word, last in zip(words, before, strict=False) if word and last in BEFORE_NAME} - BEFORE_NAME


def conflicts(voters: Iterable[Voter], candidates: Iterable[Candidate]) -> list[Found]:
    """At most one for each pair, the one that weighs most."""
    candidates = list(candidates)
    pairs = ((voter, one, _between(voter, one)) for voter in voters for one in candidates)
    return [Found(voter.member_id, one.item_id, *found) for voter, one, found in pairs if found]


def _between(voter: Voter, one: Candidate) -> tuple[str, str] | None:
    if one.user_id == voter.user_id:
        return ONESELF, RECUSED
    if one.subject == "collective" and one.team_id in voter.teams:
        return OWN_TEAM, RECUSED
    if one.subject == "individual" and one.user_id is None and fold(one.name) == fold(voter.name):
        # Proposed by a typed name: it may be this member, or somebody who is called the same.
        return ONESELF, ASKED
    if one.subject == "household" and family_name(voter.name) in household_names(one.name):
        return SAME_NAME, ASKED
    if voter.user_id in one.proposers:
        return PROPOSED, ASKED
    return None


def last_words(rows: Iterable) -> Mapping[tuple[int, int], object]:
    """Of rows in the order in which they were written, the one that counts for each (member, item): the last."""
    return {(row.member_id, row.item_id): row for row in rows}
