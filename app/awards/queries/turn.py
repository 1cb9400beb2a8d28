"""Whose turn it is in a round: who may do what comes next."""

from sqlalchemy import select

from app.awards.models import Round
from app.campaigns.models import Campaign
from app.core.clock import today
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.people.models import Grant, User
from app.people.queries import in_force


def holders_on(round_id: int, permission: Permission) -> list:
    """Rows (user_id, slug of its campaign): who may do this today in the ward of a round, whose account is open."""
    roles = [role.value for role in Role if permission in MATRIX[role]]
    return list(
        db.session.execute(
            select(Grant.user_id, Campaign.slug)
            .join(User, User.id == Grant.user_id)
            .join(Round, Round.ward_id == Grant.ward_id)
            .join(Campaign, Campaign.id == Round.campaign_id)
            .where(Round.id == round_id, Grant.role.in_(roles), in_force(today()), User.disabled_at.is_(None))
            .distinct()
            .order_by(Grant.user_id)
        )
    )
