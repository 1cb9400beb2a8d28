"""Reading decisions and what they rest on."""

from .deciders import deciders_on
from .decision import Award, award_in, awards_of, decision_of, granted, holding
from .proposal import Proposal, proposal_of, said_of

__all__ = [
    "Award",
    "Proposal",
    "award_in",
    "awards_of",
    "deciders_on",
    "decision_of",
    "granted",
    "holding",
    "proposal_of",
    "revoked",
    "said_of",
]
