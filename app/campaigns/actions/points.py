"""Which points a campaign uses, their names and their order."""

from sqlalchemy import case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.campaigns.events import LineChanged, OrderChanged, PointTakenOut, PointUsed
from app.campaigns.models import Campaign, CampaignPoint
from app.campaigns.queries import points_around
from app.campaigns.rules import CampaignAnswer
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.core.text import identity_key
from app.places import actions as places
from app.places.models import LINE, PLACE, Point

from .campaign import changeable


@action
def use_point(campaign: Campaign, point: Point, by: int | None) -> None:
    """Put a point of the ward at the end of the campaign's list. Refused: ALREADY_IN."""
    changeable(campaign)
    _put_last(campaign, point.id, points_around(campaign.ward_id, campaign.id), by)


def _put_last(campaign: Campaign, point_id: int, around: list, by: int | None, least: int | None = None) -> None:
    used = {row.id: row.position for row in around if row.position is not None}
    if point_id in used:
        raise Refused(CampaignAnswer.ALREADY_IN)
    position = max(used.values(), default=-1) + 1
    place = {"ward_id": campaign.ward_id, "campaign_id": campaign.id}
    db.session.execute(insert(CampaignPoint).values(**place, point_id=point_id, position=position, least=least))
    announce(PointUsed(ward_id=campaign.ward_id, subject_id=campaign.id, by=by, after={"point": point_id}))


@action
def add_point(
    campaign: Campaign,
    name: str,
    address: str,
    by: int | None,
    kind: str = PLACE,
    least: int | None = None,
    phone: str = "",
) -> Point:
    """A point with this name in the campaign; one that the ward has already is taken as it is. ``least``: of a line,
    how many people it needs at any time."""
    changeable(campaign)
    around = points_around(campaign.ward_id, campaign.id)
    known = next((row.id for row in around if identity_key(row.name) == identity_key(name)), None)
    new = None if known else places.add_point(campaign.ward_id, name, by, address=address, kind=kind, phone=phone)
    _put_last(campaign, known or new.id, around, by, least if new and kind == LINE else None)
    return new or db.session.get(Point, known)


@action
def change_point(
    campaign: Campaign,
    point: Point,
    name: str,
    address: str,
    by: int | None,
    kind: str | None = None,
    least: int | None = None,
    phone: str | None = None,
) -> None:
    """Name, address, number, kind of a point, for all campaigns of the ward; of a line, how many people this campaign
    needs there at any time. Refused: NAME_TAKEN."""
    changeable(campaign)
    around = points_around(campaign.ward_id, campaign.id)
    if any(identity_key(row.name) == identity_key(name) and row.id != point.id for row in around):
        raise Refused(CampaignAnswer.NAME_TAKEN)
    try:
        places.change_point(point, name, address, by, kind, phone)
    except IntegrityError as error:
        raise Refused(CampaignAnswer.NAME_TAKEN) from error
    if kind is not None:
        old = next((row.least for row in around if row.id == point.id), None)
        _need(campaign, point, old, least if kind == LINE else None, by)


def _need(campaign: Campaign, point: Point, old: int | None, least: int | None, by: int | None) -> None:
    if old == least:
        return
    here = (CampaignPoint.campaign_id == campaign.id, CampaignPoint.point_id == point.id)
    if db.session.execute(update(CampaignPoint).where(*here).values(least=least)).rowcount:
        told = {"before": {"point": point.id, "least": old}, "after": {"point": point.id, "least": least}}
        announce(LineChanged(ward_id=campaign.ward_id, subject_id=campaign.id, by=by, **told))


@action
def take_point_out(campaign: Campaign, point: Point, by: int | None) -> None:
    """Plan no more shifts there. Shifts that exist stay until the plan is made anew. Refused: NOT_IN."""
    changeable(campaign)
    gone = db.session.execute(
        delete(CampaignPoint).where(CampaignPoint.campaign_id == campaign.id, CampaignPoint.point_id == point.id)
    )
    if not gone.rowcount:
        raise Refused(CampaignAnswer.NOT_IN)
    announce(PointTakenOut(ward_id=campaign.ward_id, subject_id=campaign.id, by=by, before={"point": point.id}))


@action
def move_point(campaign: Campaign, point: Point, up: bool, by: int | None) -> None:
    """One place up or down in the campaign's list; at the end of the list nothing happens. Refused: NOT_IN."""
    changeable(campaign)
    before = list(
        db.session.scalars(
            select(CampaignPoint.point_id)
            .where(CampaignPoint.campaign_id == campaign.id)
            .order_by(CampaignPoint.position, CampaignPoint.point_id)
        )
    )
    if point.id not in before:
        raise Refused(CampaignAnswer.NOT_IN)
    at = before.index(point.id)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(before):
        return
    after = [*before]
    after[at], after[to] = after[to], after[at]
    db.session.execute(
        update(CampaignPoint)
        .where(CampaignPoint.campaign_id == campaign.id)
        .values(position=case({point_id: n for n, point_id in enumerate(after)}, value=CampaignPoint.point_id))
        .execution_options(synchronize_session=False)
    )
    announce(
        OrderChanged(
            ward_id=campaign.ward_id,
            subject_id=campaign.id,
            by=by,
            before={"points": before},
            after={"points": after},
        )
    )
