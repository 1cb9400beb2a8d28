"""Reading offers of seats, and who could have them."""

from .able import Candidate, able_people
from .deals import Offer, Side, holder_of, offer_by_id, offers_by_id, offers_concerning, offers_due, offers_on
from .exchanges import Exchange, exchanges
from .order import facts, line_first, opens_to

__all__ = [
    "Candidate",
    "Exchange",
    "Offer",
    "Side",
    "able_people",
    "exchanges",
    "facts",
    "holder_of",
    "line_first",
    "offer_by_id",
    "offers_by_id",
    "offers_concerning",
    "offers_due",
    "offers_on",
    "opens_to",
]
