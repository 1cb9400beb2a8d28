"""By which rules a council decides. No text of law fixes them for a ward's own Giấy khen, so they are settings of the
round; the defaults follow the procedure for commune titles (70% of all members) and the usual quorum of two thirds.
"""

from dataclasses import dataclass

FULL, SIMPLE = "full", "simple"
ALL_MEMBERS, PRESENT = "all_members", "present"
OPEN, SECRET = "open", "secret"
CANDIDATE, LIST = "candidate", "list"

# At least one half of the members, and more than one half of the votes, whatever a round's own rules say.
LEAST_QUORUM, LEAST_MAJORITY = 50, 51
# A chair, a secretary, and somebody who is neither.
FEWEST = 3
# Of fewer secret votes the totals are not told while somebody can still vote.
FEWEST_SECRET = 3


@dataclass(frozen=True)
class Settings:
    """`denominator`: whose number the pass mark is a share of. `recused_leave`: who may not vote on a candidate is
    left out of that number. `vote_by` LIST: one vote on all that the list has chosen; those equal at the line and
    those added are voted on one by one all the same."""

    procedure: str = FULL
    quorum_percent: int = 67
    pass_percent: int = 70
    denominator: str = ALL_MEMBERS
    ballot: str = OPEN
    vote_by: str = CANDIDATE
    absent_by_writing: bool = True
    recused_leave: bool = True
    # Of the simplified procedure: what allows it.
    legal_ground: str = ""

    @property
    def secret(self) -> bool:
        return self.ballot == SECRET


DEFAULTS = Settings()
