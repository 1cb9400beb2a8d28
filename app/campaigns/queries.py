"""Reading campaigns inside somebody's reach."""

from sqlalchemy import and_, select, true

from app.core.db import db
from app.core.policy import Permission
from app.places.models import Point, Ward

from .models import Campaign, CampaignPoint, Kind, Slot


def _visible(visitor):
    return visitor.reach(Permission.CAMPAIGN_READ).where(Campaign.ward_id)


def _rows(*where):
    return (
        select(
            Campaign.id,
            Campaign.slug,
            Campaign.name,
            Campaign.ward_id,
            Ward.name.label("ward_name"),
            Campaign.starts_on,
            Campaign.ends_on,
            Campaign.closed_at,
            Campaign.grace_days,
            Campaign.quota_collectives,
            Campaign.quota_individuals,
        )
        .join(Ward, Ward.id == Campaign.ward_id)
        .where(*where)
    )


def standing_in(visitor, slug: str | None = None, campaign_id: int | None = None):
    """One campaign with its ward's name, if the visitor may see it."""
    which = Campaign.slug == slug if slug is not None else Campaign.id == campaign_id
    return db.session.execute(_rows(which, _visible(visitor))).one_or_none()


def campaigns_in(visitor) -> list:
    """All campaigns that the visitor may see, the newest first."""
    query = _rows(_visible(visitor)).order_by(Campaign.starts_on.desc(), Campaign.id)
    return list(db.session.execute(query).all())


def campaign_by_slug(slug: str) -> Campaign | None:
    """For commands only: unscoped."""
    return db.session.scalar(select(Campaign).where(Campaign.slug == slug))


def campaign_in_reach(slug: str, reach) -> tuple[Campaign, list[Slot]] | None:
    """A campaign with its slots in their order, in one statement."""
    rows = db.session.execute(
        select(Campaign, Slot)
        .outerjoin(Slot, Slot.campaign_id == Campaign.id)
        .where(Campaign.slug == slug, reach.where(Campaign.ward_id))
        .order_by(Slot.position, Slot.id)
    ).all()
    if not rows:
        return None
    return rows[0][0], [row[1] for row in rows if row[1] is not None]


def points_around(ward_id: int, campaign_id: int) -> list:
    """Rows (id, name, address, position) of the ward's points, the campaign's own first in their order; ``position``
    is None for a point that the campaign does not use."""
    used = and_(CampaignPoint.point_id == Point.id, CampaignPoint.campaign_id == campaign_id)
    return list(
        db.session.execute(
            select(Point.id, Point.name, Point.address, CampaignPoint.position)
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
