"""The verbs about seats that change hands."""

from .accept import accept
from .end import decline, lapse_due, withdraw
from .offer import offer_seat
from .staff import hand_over

__all__ = ["accept", "decline", "hand_over", "lapse_due", "offer_seat", "withdraw"]
