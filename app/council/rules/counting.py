"""Quorum, denominators and majorities: whole numbers only, so that nothing depends on how a share is rounded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.council.rules.settings import ALL_MEMBERS, Settings

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CHOICES = (FOR, AGAINST, ABSTAIN)


def needed(percent: int, of: int) -> int:
    """The smallest number of people that is at least this share of so many: 67 % of 3 are 3, of 100 are 67."""
    return -(-percent * of // 100)


def reached(count: int, percent: int, of: int) -> bool:
    """Whether so many are at least this share. Nobody of nobody is no majority."""
    return of > 0 and count * 100 >= percent * of


def denominator(
    settings: Settings,
    members: Collection[int],
    present: Collection[int],
    voted: Collection[int],
    recused: Iterable[int],
) -> int:
    """Of how many the pass mark is a share, for one line of a ballot.

    Of all members; or of those who take part: present, or with a vote (cast before leaving, or in writing). Who may
    not vote on this line leaves that number where the setting says so, and else counts like somebody who did not
    vote for it.
    """
    base = set(members) if settings.denominator == ALL_MEMBERS else set(present) | set(voted)
    return len(base - set(recused)) if settings.recused_leave else len(base)


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a ballot, counted."""

    in_favour: int
    against: int
    abstained: int
    denominator: int
    pass_percent: int

    @property
    def needed(self) -> int:
        return needed(self.pass_percent, self.denominator)

    @property
    def passed(self) -> bool:
        return reached(self.in_favour, self.pass_percent, self.denominator)


def tally(choices: Collection[str], of: int, pass_percent: int) -> Tally:
    """Count the votes of those who may vote on a line. An abstention is no vote for it."""
    counts = [sum(choice == one for choice in choices) for one in CHOICES]
    if sum(counts) != len(choices):
        raise ValueError("a vote is for, against or an abstention")
    return Tally(*counts, of, pass_percent)
