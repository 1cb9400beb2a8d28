"""Reading the seats of teams."""

from .claims import Claim, claim_by_id, claims_of_teams, claims_on, has_claim, teams_in_reach, unreleased
from .members import Member, members_for
from .reasons import facts

__all__ = [
    "Claim",
    "Member",
    "claim_by_id",
    "claims_of_teams",
    "claims_on",
    "facts",
    "has_claim",
    "members_for",
    "teams_in_reach",
    "unreleased",
]
