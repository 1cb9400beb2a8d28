"""How approved logs become points, points become ranks, and ranks meet the quota line.

Plain values in, plain values out; all arithmetic in exact fractions. The scheme itself comes from the campaign's
JSON file (`assumed.scheme`).
"""

from app.ranking.rules.boards import rank
from app.ranking.rules.canonical import canonical, checksum, entry, written
from app.ranking.rules.decimals import two_places
from app.ranking.rules.fields import Flaw, SchemeError
from app.ranking.rules.line import Line, line
from app.ranking.rules.scheme import CollectiveRules, IndividualRules, Scheme
from app.ranking.rules.scoring import Addend, Credit, Item, addends_of
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
    "CollectiveRules",
    "Credit",
    "Flaw",
    "IndividualRules",
    "Item",
    "Line",
    "Outcome",
    "Person",
    "PersonStanding",
    "Reason",
    "Scheme",
    "SchemeError",
    "Squad",
    "SquadStanding",
    "addends_of",
    "canonical",
    "checksum",
    "entry",
    "line",
    "rank",
    "two_places",
    "written",
]
