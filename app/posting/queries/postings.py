"""Postings of a round, what stands on each, and the page of one."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.awards.models import Round
from app.campaigns.models import Campaign
from app.core.db import db
from app.people.models import User
from app.places.models import Ward
from app.posting.models import PostedLine, Posting, PostingRule
from app.posting.queries.stands import posting_columns


def rule_of(ward_id: int):
    """The ward's rule for lists locked from now on (scope, days, at, who); None where it never set one."""
    return db.session.execute(
        select(PostingRule.scope, PostingRule.days, PostingRule.at, User.name.label("who"))
        .join(User, User.id == PostingRule.by)
        .where(PostingRule.ward_id == ward_id)
        .order_by(PostingRule.id.desc())
        .limit(1)
    ).one_or_none()


def postings_of(round_id: int) -> list:
    """Rows (Posting, who) of a round, the latest first."""
    return list(
        db.session.execute(
            select(Posting, User.name.label("who"))
            .join(User, User.id == Posting.by)
            .where(Posting.round_id == round_id)
            .order_by(Posting.number.desc())
        )
    )


def lines_of(posting_id: int) -> list[PostedLine]:
    """Who stands on it, in its order."""
    query = select(PostedLine).where(PostedLine.posting_id == posting_id).order_by(PostedLine.position)
    return list(db.session.scalars(query))


def posted_page(slug: str):
    """The latest posting of a campaign's list with its round, campaign and ward; None where there is none."""
    last = aliased(Posting)
    newest = select(last.id).where(last.round_id == Round.id).order_by(last.number.desc()).limit(1).scalar_subquery()
    return db.session.execute(
        select(
            Posting,
            Round.id.label("round_id"),
            Round.campaign_id,
            Round.ward_id,
            Campaign.slug,
            Campaign.name.label("campaign"),
            Ward.name.label("ward"),
            *posting_columns(),
        )
        .join(Round, Round.id == Posting.round_id)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .join(Ward, Ward.id == Round.ward_id)
        .where(Posting.id == newest, Campaign.slug == slug)
    ).one_or_none()
