"""Reading decisions and what they rest on."""

from .decision import Award, award_in, awards_of, decision_of, granted, holding
from .proposal import Proposal, proposal_of, said_of

__all__ = [
    "Award",
    "Proposal",
    "award_in",
    "awards_of",
    "decision_of",
    "granted",
    "holding",
    "proposal_of",
    "said_of",
]
