"""Reading offers of seats, and who could have them."""

from .able import Candidate, Exchange, able_people, exchanges, shifts_to_take
from .deals import Offer, Side, holder_of, offer_by_id, offers_concerning, offers_due, offers_on
from .order import facts, opens_to

__all__ = [
    "Candidate",
    "Exchange",
    "Offer",
    "Side",
    "able_people",
    "exchanges",
    "facts",
    "holder_of",
    "offer_by_id",
    "offers_concerning",
    "offers_due",
    "offers_on",
    "opens_to",
    "shifts_to_take",
]
