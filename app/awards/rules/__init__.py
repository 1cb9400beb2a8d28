"""The rules of award rounds."""

from .achievement import Work, drafted
from .answers import AwardAnswer
from .boards import BEFORE_NAME, BOARD_OF, BOARD_WORDS, BOARDS, COLLECTIVE, HOUSEHOLD, INDIVIDUAL, PAPERS_ORDER
from .choosing import (
    CHOSEN,
    CLEARED,
    STRUCK,
    Candidate,
    Judged,
    Table,
    Where,
    beyond_shares,
    departs,
    may_choose,
    may_choose_all,
    may_strike,
    obstacles,
    some,
    table,
    with_verdict,
)
from .composition import Bar, Person, Team, bars_of
from .duplicates import Elsewhere, elsewhere_of
from .proposing import CRITERIA, CRITERION_WORDS, Criterion, Known, match, may_propose, may_withdraw
from .resting import may_open_on, may_rest_on

__all__ = [
    "BEFORE_NAME",
    "BOARDS",
    "BOARD_OF",
    "BOARD_WORDS",
    "CHOSEN",
    "CLEARED",
    "COLLECTIVE",
    "CRITERIA",
    "CRITERION_WORDS",
    "HOUSEHOLD",
    "INDIVIDUAL",
    "PAPERS_ORDER",
    "STRUCK",
    "AwardAnswer",
    "Bar",
    "Candidate",
    "Criterion",
    "Elsewhere",
    "Judged",
    "Known",
    "Person",
    "Table",
    "Team",
    "Where",
    "Work",
    "bars_of",
    "beyond_shares",
    "departs",
    "drafted",
    "elsewhere_of",
    "match",
    "may_choose",
    "may_choose_all",
    "may_open_on",
    "may_propose",
    "may_rest_on",
    "may_strike",
    "may_withdraw",
    "obstacles",
    "some",
    "table",
    "with_verdict",
]
