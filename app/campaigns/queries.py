"""Reading campaigns inside somebody's reach."""

from sqlalchemy import and_, bindparam, select, true

from app.core.db import db
from app.core.pieces import with_pieces
from app.core.policy import Permission
from app.core.prepared import Prepared
from app.places.models import Point, Ward

from .models import Campaign, CampaignPoint, Kind, Slot
from .rules.limits import LIMITS


def _visible(visitor):
    return visitor.reach(Permission.CAMPAIGN_READ).where(Campaign.ward_id)


def _rows(*where):
    campaign, ward = Campaign.__table__.c, Ward.__table__.c
    return (
        select(
            campaign.id,
            campaign.slug,
            campaign.name,
            campaign.ward_id,
            ward.name.label("ward_name"),
            campaign.starts_on,
            campaign.ends_on,
            campaign.closed_at,
            campaign.grace_days,
            campaign.quota_collectives,
            campaign.quota_individuals,
            *(campaign[name] for name in LIMITS),
        )
        .join_from(Campaign.__table__, Ward.__table__, ward.id == campaign.ward_id)
        .where(*where)
    )


# Every page runs the first of these, so they are built once, and the reach is asked in Python.
_BY_ID = Prepared(_rows(Campaign.__table__.c.id == bindparam("it")))
_BY_SLUG = Prepared(_rows(Campaign.__table__.c.slug == bindparam("it")))


def standing_in(visitor, slug: str | None = None, campaign_id: int | None = None):
    """One campaign with its ward's name, if the visitor may see it."""
    query, it = (_BY_SLUG, slug) if slug is not None else (_BY_ID, campaign_id)
    row = query({"it": it}).one_or_none()
    return row if row and visitor.reach(Permission.CAMPAIGN_READ).covers(row.ward_id) else None


def campaigns_in(visitor) -> list:
    """All campaigns that the visitor may see, the newest first."""
    query = _rows(_visible(visitor)).order_by(Campaign.starts_on.desc(), Campaign.id)
    return list(db.session.execute(query).all())


def campaign_by_slug(slug: str) -> Campaign | None:
    """For commands only: unscoped."""
    return db.session.scalar(select(Campaign).where(Campaign.slug == slug))


def campaign_in_reach(slug: str, reach) -> tuple[Campaign, list[Slot]] | None:
    """A campaign with its slots in their order, in one statement."""
    found = campaign_to_show(slug, reach, place="")
    return found[:2] if found else None


def campaign_to_show(slug: str, reach, place: str = "campaign"):
    """The same with a row of what other rooms read for their pieces of its page."""
    query = (
        select(Campaign, Slot)
        .outerjoin(Slot, Slot.campaign_id == Campaign.id)
        .where(Campaign.slug == slug, reach.where(Campaign.ward_id))
        .order_by(Slot.position, Slot.id)
    )
    rows = db.session.execute(with_pieces(place, query)).all()
    if not rows:
        return None
    return rows[0][0], [row[1] for row in rows if row[1] is not None], rows[0]


def campaign_and_point(slug: str, point_id: int, reach) -> tuple[Campaign, Point] | None:
    """A campaign and a point of its ward, whether the campaign uses it or not; one statement."""
    return db.session.execute(
        select(Campaign, Point)
        .join(Point, Point.ward_id == Campaign.ward_id)
        .where(Campaign.slug == slug, Point.id == point_id, reach.where(Campaign.ward_id))
    ).one_or_none()


def points_around(ward_id: int, campaign_id: int) -> list:
    """Rows (id, name, address, phone, kind, position, least) of the ward's points, the campaign's own first in
    their order; ``position`` is None for a point that the campaign does not use."""
    used = and_(CampaignPoint.point_id == Point.id, CampaignPoint.campaign_id == campaign_id)
    return list(
        db.session.execute(
            select(
                Point.id,
                Point.name,
                Point.address,
                Point.phone,
                Point.kind,
                CampaignPoint.position,
                CampaignPoint.least,
            )
            .outerjoin(CampaignPoint, used)
            .where(Point.ward_id == ward_id)
            .order_by(CampaignPoint.position.is_(None), CampaignPoint.position, Point.sort_key, Point.id)
        ).all()
    )


def kinds_of(campaign_id: int, retired: bool = False) -> list[Kind]:
    """What is counted, in its order; ``retired`` adds what is no longer offered."""
    shown = true() if retired else Kind.retired.is_(False)
    return list(
        db.session.scalars(
            select(Kind).where(Kind.campaign_id == campaign_id, shown).order_by(Kind.position, Kind.id)
        )
    )


def slots_of(campaign_id: int) -> list[Slot]:
    return list(
        db.session.scalars(select(Slot).where(Slot.campaign_id == campaign_id).order_by(Slot.position, Slot.id))
    )


def points_in(campaign_id: int) -> list[Point]:
    """The points of a campaign in its order."""
    return list(
        db.session.scalars(
            select(Point)
            .join(CampaignPoint, CampaignPoint.point_id == Point.id)
            .where(CampaignPoint.campaign_id == campaign_id)
            .order_by(CampaignPoint.position, Point.id)
        )
    )
