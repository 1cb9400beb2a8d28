"""Reading what plans the shifts: templates with their points, and exceptions."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign, CampaignPoint, Slot
from app.core.db import db
from app.places.models import LINE, Point
from app.shifts.models import PlanException, ShiftTemplate, TemplatePoint
from app.shifts.rules import Closed, Extra, Moved, Pattern, Spot


def pattern_of(row: ShiftTemplate, spots) -> Pattern:
    """A template in plain values; ``spots`` are its points."""
    return Pattern(
        points=tuple(spots),
        name=row.name,
        starts=row.starts,
        ends=row.ends,
        min_heads=row.min_heads,
        max_heads=row.max_heads,
        leads=row.leads,
        lead_seats=row.lead_seats,
        weekdays=frozenset(n for n in range(7) if row.weekdays >> n & 1),
        every=row.every_minutes,
        kind=row.kind,
        skill_id=row.skill_id,
        opens_days=row.opens_days,
        first=row.first_on,
        last=row.last_on,
        slot_id=row.slot_id,
        id=row.id,
        retired=row.retired_at is not None,
    )


def _gathered(rows) -> list[Pattern]:
    """Rows (template, id of a point, its kind and name) as templates, each once."""
    found: dict[int, tuple[ShiftTemplate, list[Spot]]] = {}
    for template, point_id, kind, name in rows:
        if template is not None:
            spots = found.setdefault(template.id, (template, []))[1]
            if point_id is not None:
                spots.append(Spot(point_id, kind == LINE, name))
    return [pattern_of(template, spots) for template, spots in found.values()]


def _with_points(query, of):
    """Templates in the order in which they are listed, their points in the campaign's order."""
    here = and_(CampaignPoint.campaign_id == ShiftTemplate.campaign_id, CampaignPoint.point_id == Point.id)
    return (
        query.outerjoin(TemplatePoint, TemplatePoint.template_id == of)
        .outerjoin(Point, Point.id == TemplatePoint.point_id)
        .outerjoin(CampaignPoint, here)
        .order_by(ShiftTemplate.starts, ShiftTemplate.id, CampaignPoint.position, Point.id)
    )


def templates_of(campaign_id: int) -> list[Pattern]:
    """All templates of a campaign, retired ones too, by their begin."""
    query = select(ShiftTemplate, Point.id, Point.kind, Point.name).where(ShiftTemplate.campaign_id == campaign_id)
    return _gathered(db.session.execute(_with_points(query.select_from(ShiftTemplate), ShiftTemplate.id)))


def plan_locked(where) -> tuple[Campaign, list[Pattern]] | None:
    """A campaign, locked, with its templates: one statement.

    On PostgreSQL templates that somebody changes at this very moment may be read as they were: the plan that is
    applied is the one that was looked at.
    """
    query = (
        select(Campaign, ShiftTemplate, Point.id, Point.kind, Point.name)
        .outerjoin(ShiftTemplate, ShiftTemplate.campaign_id == Campaign.id)
        .where(*where)
        .with_for_update(of=Campaign)
        .execution_options(populate_existing=True)
    )
    rows = db.session.execute(_with_points(query, ShiftTemplate.id)).all()
    return (rows[0][0], _gathered(row[1:] for row in rows)) if rows else None


def template_in_reach(template_id: int, reach) -> ShiftTemplate | None:
    return db.session.scalar(
        select(ShiftTemplate).where(ShiftTemplate.id == template_id, reach.where(ShiftTemplate.ward_id))
    )


def template_with_points(template_id: int, reach) -> tuple[ShiftTemplate, list, set[int]] | None:
    """A template, rows (id, name, kind) of the points that it may have, and the ids of those that it has: one
    statement."""
    has, used = aliased(TemplatePoint), aliased(CampaignPoint)
    rows = db.session.execute(
        select(ShiftTemplate, Point.id, Point.name, Point.kind, has.point_id.label("chosen"), used.position)
        .join(Point, Point.ward_id == ShiftTemplate.ward_id)
        .outerjoin(has, and_(has.template_id == ShiftTemplate.id, has.point_id == Point.id))
        .outerjoin(used, and_(used.campaign_id == ShiftTemplate.campaign_id, used.point_id == Point.id))
        .where(ShiftTemplate.id == template_id, reach.where(ShiftTemplate.ward_id))
        .order_by(used.position.is_(None), used.position, Point.sort_key, Point.id)
    ).all()
    if not rows:
        return None
    shown = [row for row in rows if row.position is not None or row.chosen is not None]
    return rows[0].ShiftTemplate, shown, {row.chosen for row in rows if row.chosen is not None}


def from_exception(row: PlanException) -> Closed | Extra | Moved:
    """An exception in plain values."""
    if row.kind == "closed":
        return Closed(row.first_on, row.last_on, row.point_id, row.places_only)
    if row.kind == "extra":
        return Extra(row.first_on, row.last_on, row.template_id, row.point_id)
    return Moved(row.first_on, row.last_on, row.point_id, row.to_point_id)


def exceptions_of(campaign_id: int) -> list:
    """Rows (PlanException, point, to_point) by their days; the latter are names of points or None."""
    point, to_point = aliased(Point), aliased(Point)
    return list(
        db.session.execute(
            select(PlanException, point.name.label("point"), to_point.name.label("to_point"))
            .outerjoin(point, point.id == PlanException.point_id)
            .outerjoin(to_point, to_point.id == PlanException.to_point_id)
            .where(PlanException.campaign_id == campaign_id)
            .order_by(PlanException.first_on, PlanException.id)
        ).all()
    )


def exception_in_reach(exception_id: int, reach) -> PlanException | None:
    return db.session.scalar(
        select(PlanException).where(PlanException.id == exception_id, reach.where(PlanException.ward_id))
    )


@dataclass(frozen=True)
class Workshop:
    """A campaign, locked, with its slots by id and how many templates it has."""

    campaign: Campaign
    slots: dict[int, Slot]
    templates: int


def workshop(campaign_id: int) -> Workshop:
    """One statement."""
    count = select(func.count()).where(ShiftTemplate.campaign_id == Campaign.id).scalar_subquery()
    rows = db.session.execute(
        select(Campaign, Slot, count)
        .outerjoin(Slot, Slot.campaign_id == Campaign.id)
        .where(Campaign.id == campaign_id)
        .order_by(Slot.position, Slot.id)
        .with_for_update(of=Campaign)
        .execution_options(populate_existing=True)
    ).all()
    return Workshop(rows[0][0], {row[1].id: row[1] for row in rows if row[1] is not None}, rows[0][2])
