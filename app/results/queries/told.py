"""What was announced, and the ceremony beside it."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.awards.models import Round
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.pieces import reads
from app.people.models import User
from app.places.models import Ward
from app.results.models import Announcement, Ceremony

# How many results are named on one page.
MOST_NAMED = 20


@dataclass(frozen=True)
class Told:
    """Every announcement of a round, the latest first, and its ceremony; None where nothing was planned."""

    history: list
    ceremony: Ceremony | None

    @property
    def rule(self) -> str | None:
        """The rule of names by which the result is published now."""
        return self.history[0].name_rule if self.history else None


def history_of(round_id: int) -> Told:
    """In one statement."""
    rows = db.session.execute(
        select(
            Ceremony,
            Announcement.id,
            Announcement.deed,
            Announcement.name_rule,
            Announcement.reason,
            Announcement.at,
            User.name.label("who"),
        )
        .select_from(Round)
        .outerjoin(Ceremony, Ceremony.round_id == Round.id)
        .outerjoin(Announcement, Announcement.round_id == Round.id)
        .outerjoin(User, User.id == Announcement.by)
        .where(Round.id == round_id)
        .order_by(Announcement.id.desc())
    ).all()
    return Told([row for row in rows if row.id is not None], rows[0].Ceremony if rows else None)


def rule_now(round_id: int) -> str | None:
    """The rule of names by which a round's result is published now; None while it is not."""
    return db.session.scalar(
        select(Announcement.name_rule)
        .where(Announcement.round_id == round_id)
        .order_by(Announcement.id.desc())
        .limit(1)
    )


@cache
def _last():
    """The latest announcement of the round of a query around this."""
    one = aliased(Announcement)
    return select(func.max(one.id)).where(one.round_id == Round.id).correlate(Round).scalar_subquery()


@reads("round.steps")
def announced(query):
    """``announced``: whether the result of the round is public now."""
    one = aliased(Announcement)
    published = select(1).where(one.id == _last(), one.name_rule.is_not(None)).correlate(Round)
    return query.add_columns(published.exists().label("announced"))


@reads("campaign")
def told_of_campaign(query):
    """``result_told``: whether the result of a campaign's round is public now."""
    one = aliased(Announcement)
    published = (
        select(1)
        .select_from(Round)
        .join(one, and_(one.id == _last(), one.name_rule.is_not(None)))
        .where(Round.campaign_id == Campaign.id)
        .correlate(Campaign)
    )
    return query.add_columns(published.exists().label("result_told"))


def public_result(slug: str):
    """The campaign whose result is published under this address: (campaign_id, name_rule, at); None where there is
    none, whether the campaign exists or not."""
    return db.session.execute(
        select(Round.campaign_id, Announcement.name_rule, Announcement.at)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .join(Announcement, Announcement.id == _last())
        .where(Campaign.slug == slug, Announcement.name_rule.is_not(None))
    ).one_or_none()


def published_results() -> list:
    """Rows (slug, name, ward) of the results that are published, the latest first."""
    return list(
        db.session.execute(
            select(Campaign.slug, Campaign.name, Ward.name.label("ward"))
            .join(Round, Round.campaign_id == Campaign.id)
            .join(Ward, Ward.id == Campaign.ward_id)
            .join(Announcement, and_(Announcement.id == _last(), Announcement.name_rule.is_not(None)))
            .order_by(Announcement.id.desc())
            .limit(MOST_NAMED)
        )
    )
