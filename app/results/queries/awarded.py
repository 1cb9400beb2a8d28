"""Who is told that they were given an award."""

from sqlalchemy import func, select

from app.awards.models import Nomination, Round
from app.campaigns.models import Campaign
from app.core.db import db
from app.decisions.queries import holding
from app.results.models import WITHDRAWN, Announcement


def awarded_people(round_id: int) -> list:
    """Rows (user_id, slug and name of the campaign, how often the result was ``withdrawn`` before): people with an
    account whose award holds now."""
    return list(
        db.session.execute(
            select(
                Nomination.user_id, Campaign.slug, Campaign.name.label("campaign"), _withdrawn().label("withdrawn")
            )
            .join(Round, Round.id == Nomination.round_id)
            .join(Campaign, Campaign.id == Round.campaign_id)
            .where(Round.id == round_id, Nomination.id.in_(holding(round_id)), Nomination.user_id.is_not(None))
            .order_by(Nomination.user_id)
        )
    )


def news_of(nomination_id: int):
    """The row (user_id, round_id, how often its result was ``withdrawn``) of one nomination."""
    return db.session.execute(
        select(Nomination.user_id, Nomination.round_id, _withdrawn().label("withdrawn"))
        .join(Round, Round.id == Nomination.round_id)
        .where(Nomination.id == nomination_id)
    ).one()


def times_withdrawn(round_id: int) -> int:
    return db.session.scalar(select(_withdrawn()).select_from(Round).where(Round.id == round_id))


def _withdrawn():
    count = select(func.count()).where(Announcement.round_id == Round.id, Announcement.deed == WITHDRAWN)
    return count.correlate(Round).scalar_subquery()
