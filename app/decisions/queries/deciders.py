"""Who decides in a ward."""

from sqlalchemy import select

from app.awards.models import Round
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.council.models import CouncilSession
from app.people.models import Grant
from app.people.queries import in_force

DECIDERS = tuple(role.value for role in Role if Permission.DECISION_MAKE in MATRIX[role])


def deciders_on(session_id: int, day) -> list:
    """Rows (user_id, round_id, slug of its campaign): who may decide, on a day, on what a session proposes."""
    return list(
        db.session.execute(
            select(Grant.user_id, CouncilSession.round_id, Campaign.slug)
            .join(CouncilSession, CouncilSession.ward_id == Grant.ward_id)
            .join(Round, Round.id == CouncilSession.round_id)
            .join(Campaign, Campaign.id == Round.campaign_id)
            .where(CouncilSession.id == session_id, Grant.role.in_(DECIDERS), in_force(day))
            .distinct()
            .order_by(Grant.user_id)
        )
    )
