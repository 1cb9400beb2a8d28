"""The seats of one's teams that are still to come."""

from flask_login import current_user

from app.campaigns.here import here
from app.claims.queries import claims_of_teams
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import kept

from . import bp


@bp.get("/claims")
@needs(Permission.SHIFT_CLAIM_TEAM)
def overview():
    reach = current_user.reach(Permission.SHIFT_CLAIM_TEAM)
    return page("claims/overview.html", claims=claims_of_teams(here().campaign_id, reach))


@adds("my_shifts")
def way_to_the_overview(rows) -> str:
    """``rows`` are one's own sign-ups; whoever leads a team has its seats elsewhere."""
    return kept("claims/_shift.html", "mine") if current_user.reach(Permission.SHIFT_CLAIM_TEAM) else ""
