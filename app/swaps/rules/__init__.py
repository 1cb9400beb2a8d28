"""Rules about handing over and exchanging seats; they ask those of the sign-ups for both people."""

from .answers import SwapAnswer
from .deal import Deal, freed, may_end, may_offer, without
from .passing import first_asked, may_pass

__all__ = [
    "Deal",
    "SwapAnswer",
    "first_asked",
    "freed",
    "may_end",
    "may_offer",
    "may_pass",
    "without",
]
