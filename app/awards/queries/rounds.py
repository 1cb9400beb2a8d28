"""Rounds themselves: what they rest on and how many places they have."""

import json
from functools import cache

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.awards.models import Rest, Round
from app.awards.rules import BOARDS
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.pieces import with_pieces
from app.people.models import User
from app.ranking.models import Ranking, SchemeVersion
from app.ranking.queries import counting_in
from app.ranking.rules import Scheme, Shares


def round_in(campaign_id: int, with_steps: bool = False):
    """The campaign's round with what it rests on and who opened and locked it; None where there is none.

    `counting` is the frozen ranking that counts, `rest_reason` why it rests on another one than it was opened on.
    ``with_steps``: and the columns of the rooms that carry it on.
    """
    query = _round()
    if with_steps:
        query = with_pieces("round.steps", query)
    return db.session.execute(query, {"campaign": campaign_id}).one_or_none()


@cache
def _round():
    """Built once: that costs more than the question, which never differs."""
    opener, locker, publisher, rester = (aliased(User) for _ in range(4))
    other = aliased(Rest)
    last_rest = select(func.max(other.id)).where(other.round_id == Round.id).correlate(Round)
    return (
        select(
            Round.id,
            Round.ward_id,
            Round.campaign_id,
            Round.ranking_id,
            Round.quota_collectives,
            Round.quota_individuals,
            Round.quota_households,
            Round.opened_at,
            Round.locked_at,
            Round.closed_at,
            Campaign.name.label("campaign"),
            Campaign.slug,
            Campaign.starts_on,
            Campaign.ends_on,
            opener.name.label("opener"),
            locker.name.label("locker"),
            publisher.name.label("publisher"),
            Ranking.published_at,
            Ranking.checksum,
            Ranking.scheme_version,
            SchemeVersion.document.label("scheme"),
            counting_in(Round.campaign_id).label("counting"),
            Rest.reason.label("rest_reason"),
            Rest.at.label("rested_at"),
            rester.name.label("rester"),
        )
        .join(Campaign, Campaign.id == Round.campaign_id)
        .join(Ranking, Ranking.id == Round.ranking_id)
        .join(SchemeVersion, SchemeVersion.id == Ranking.scheme_id)
        .outerjoin(Rest, Rest.id == last_rest.scalar_subquery())
        .outerjoin(rester, rester.id == Rest.by)
        .outerjoin(opener, opener.id == Round.opened_by)
        .outerjoin(locker, locker.id == Round.locked_by)
        .outerjoin(publisher, publisher.id == Ranking.published_by)
        .where(Round.campaign_id == bindparam("campaign"))
    )


def rounds_elsewhere(ward_id: int, campaign_id: int) -> list:
    """Rows (slug, name, locked_at) of the rounds of the ward's other campaigns, the latest first."""
    return list(
        db.session.execute(
            select(Campaign.slug, Campaign.name, Round.locked_at)
            .join(Round, Round.campaign_id == Campaign.id)
            .where(Campaign.ward_id == ward_id, Campaign.id != campaign_id)
            .order_by(Round.opened_at.desc())
        ).all()
    )


def quotas_of(found) -> dict[str, int]:
    """The places of each board, of a round or a row of one."""
    return {board: getattr(found, f"quota_{board}") for board in BOARDS}


def shares_of(ranking_id: int) -> Shares:
    """What the scheme of a ranking wants a list to be made of."""
    query = select(SchemeVersion.document).join(Ranking, Ranking.scheme_id == SchemeVersion.id)
    return shares_in(db.session.scalar(query.where(Ranking.id == ranking_id)))


def shares_in(document: str) -> Shares:
    return Scheme.from_json(json.loads(document)).shares
