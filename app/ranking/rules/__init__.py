"""How approved logs become points, points become ranks, and ranks meet the quota line.

Plain values in, plain values out; all arithmetic in exact fractions. The scheme itself comes from the campaign's
JSON file (`assumed.scheme`).
"""

from app.ranking.rules.again import Counted, again, counted
from app.ranking.rules.boards import rank
from app.ranking.rules.canonical import addend_entry, canonical, checksum, entry, written
from app.ranking.rules.changes import At, Move, Side, figure, moves
from app.ranking.rules.decimals import two_places
from app.ranking.rules.fields import Flaw, SchemeError
from app.ranking.rules.late import Change, Effect, Late, effect
from app.ranking.rules.line import Line, line
from app.ranking.rules.scheme import CollectiveRules, IndividualRules, Scheme, adds_up, takes_consent
from app.ranking.rules.scoring import Addend, Credit, Item, addends_of
from app.ranking.rules.shares import Excess, Shares, UnitShare, excesses
from app.ranking.rules.standing import (
    Outcome,
    Person,
    PersonStanding,
    Reason,
    Squad,
    SquadStanding,
)

__all__ = [
    "Addend",
    "At",
    "Change",
    "CollectiveRules",
    "Counted",
    "Credit",
    "Effect",
    "Excess",
    "Flaw",
    "IndividualRules",
    "Item",
    "Late",
    "Line",
    "Move",
    "Outcome",
    "Person",
    "PersonStanding",
    "Reason",
    "Scheme",
    "SchemeError",
    "Shares",
    "Side",
    "Squad",
    "SquadStanding",
    "UnitShare",
    "addend_entry",
    "addends_of",
    "adds_up",
    "again",
    "canonical",
    "checksum",
    "counted",
    "effect",
    "entry",
    "excesses",
    "figure",
    "line",
    "moves",
    "rank",
    "takes_consent",
    "two_places",
    "written",
]
