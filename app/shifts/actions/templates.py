"""Templates: added, changed, retired. They plan nothing by themselves (see ``apply_plan``)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from app.campaigns.events import SlotChanged
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce, announce_all
from app.core.reasons import Refused
from app.shifts.events import TemplateAdded, TemplateBroughtBack, TemplateChanged, TemplateRetired
from app.shifts.models import ShiftTemplate, TemplatePoint
from app.shifts.queries import Workshop, workshop
from app.shifts.rules import Pattern, TemplateAnswer, right_template
from app.shifts.rules.answers import MOST_TEMPLATES


def checked(room: Workshop, pattern: Pattern, new: int = 0) -> Pattern:
    """The template with the name and times of its slot, if it can stand in this campaign."""
    if room.campaign.closed_at is not None:
        raise Refused(TemplateAnswer.CLOSED)
    if room.templates + new > MOST_TEMPLATES:
        raise Refused(TemplateAnswer.MANY)
    if pattern.slot_id is not None:
        slot = room.slots.get(pattern.slot_id)
        if slot is None:
            raise Refused(TemplateAnswer.SLOT_GONE)
        pattern = replace(pattern, name=slot.name, starts=slot.starts, ends=slot.ends, every=None)
    answer = right_template(pattern, room.campaign.starts_on, room.campaign.ends_on)
    if answer is not TemplateAnswer.YES:
        raise Refused(answer, point=next((spot.name for spot in pattern.points if not spot.line), ""))
    return pattern


def _values(one: Pattern) -> dict:
    return {
        "slot_id": one.slot_id,
        "name": one.name,
        "starts": one.starts,
        "ends": one.ends,
        "every_minutes": one.every,
        "weekdays": sum(1 << n for n in one.weekdays) if one.every is None else 127,
        "min_heads": one.min_heads,
        "max_heads": one.max_heads,
        "leads": one.leads,
        "lead_seats": one.lead_seats,
        "kind": one.kind,
        "skill_id": one.skill_id,
        "opens_days": one.opens_days,
        "first_on": one.first,
        "last_on": one.last,
    }


def _told(one: Pattern) -> dict:
    return {
        "points": sorted(spot.id for spot in one.points),
        "slot": one.name,
        "starts": f"{one.starts:%H:%M}",
        "ends": f"{one.ends:%H:%M}",
        "every": one.every,
        "weekdays": [n + 1 for n in sorted(one.weekdays)],
        "min": one.min_heads,
        "max": one.max_heads,
        "leads": one.leads,
        "lead_seats": one.lead_seats,
        "kind": one.kind,
        "skill": one.skill_id,
        "opens_days": one.opens_days,
        "starts_on": one.first,
        "ends_on": one.last,
    }


def put_in(room: Workshop, patterns: list[Pattern], by: int | None) -> list[int]:
    """Ids of the new templates; no two of them may have the same slot and sizes."""
    place = {"ward_id": room.campaign.ward_id}
    table = ShiftTemplate.__table__
    new = [{**place, "campaign_id": room.campaign.id, **_values(one)} for one in patterns]
    known = insert(table).returning(table.c.id, table.c.slot_id, table.c.min_heads, table.c.max_heads)
    try:
        ids = {tuple(row[1:]): row[0] for row in db.session.execute(known, new)}
    except IntegrityError as error:
        raise Refused(TemplateAnswer.SKILL_GONE) from error
    found = [(ids[one.slot_id, one.min_heads, one.max_heads], one) for one in patterns]
    points = [{**place, "template_id": each, "point_id": spot.id} for each, one in found for spot in one.points]
    db.session.execute(insert(TemplatePoint), points)
    announce_all([TemplateAdded(**place, subject_id=each, by=by, after=_told(one)) for each, one in found])
    return [each for each, _one in found]


@action
def take_over_templates(
    campaign_id: int, patterns: Iterable[Pattern], slots: Mapping[int, int], by: int | None
) -> None:
    """The templates of another campaign of the ward as new ones of this one; ``slots``: this one's by the other's.
    Only templates: shifts come when the plan is applied. Refused: TemplateAnswer."""
    patterns = [replace(one, id=0, slot_id=slots.get(one.slot_id)) for one in patterns]
    if not patterns:
        return
    room = workshop(campaign_id)
    patterns = [checked(room, one, new=len(patterns)) for one in patterns]
    place, table = {"ward_id": room.campaign.ward_id}, ShiftTemplate.__table__
    rows = [_values(one) for one in patterns]
    known = insert(table).returning(table.c.id, *(table.c[name] for name in rows[0]))
    # Not in the order of the rows: on SQLite that would take one statement a row. Equal ones may change places.
    ids: dict[tuple, list[int]] = {}
    for each, *values in db.session.execute(known, [{**place, "campaign_id": campaign_id, **row} for row in rows]):
        ids.setdefault(tuple(values), []).append(each)
    found = [(ids[tuple(row.values())].pop(), one) for row, one in zip(rows, patterns, strict=True)]
    points = [{**place, "template_id": each, "point_id": spot.id} for each, one in found for spot in one.points]
    db.session.execute(insert(TemplatePoint), points)
    announce_all([TemplateAdded(**place, subject_id=each, by=by, after=_told(one)) for each, one in found])


@action
def add_template(campaign_id: int, pattern: Pattern, by: int | None) -> int:
    """The id of a new template. Refused: TemplateAnswer."""
    room = workshop(campaign_id)
    return put_in(room, [checked(room, pattern, new=1)], by)[0]


@action
def change_template(template: ShiftTemplate, old: Pattern, pattern: Pattern, by: int | None) -> None:
    """Set what a template asks for; ``old`` is what it asked for until now. Shifts that exist stay as they are until
    the plan is applied. Refused: TemplateAnswer."""
    room = workshop(template.campaign_id)
    if template.retired_at is not None:
        raise Refused(TemplateAnswer.RETIRED)
    pattern = replace(checked(room, pattern), id=template.id)
    before, after = _told(old), _told(pattern)
    if before == after and old.slot_id == pattern.slot_id:
        return
    try:
        db.session.execute(update(ShiftTemplate).where(ShiftTemplate.id == template.id).values(_values(pattern)))
    except IntegrityError as error:
        raise Refused(TemplateAnswer.SKILL_GONE) from error
    _set_points(template, {spot.id for spot in old.points}, {spot.id for spot in pattern.points})
    changed = [name for name in after if before[name] != after[name]] or ["slot"]
    announce(
        TemplateChanged(
            ward_id=template.ward_id,
            subject_id=template.id,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    )


def _set_points(template: ShiftTemplate, old: set[int], new: set[int]) -> None:
    if old - new:
        gone = TemplatePoint.point_id.in_(old - new)
        db.session.execute(delete(TemplatePoint).where(TemplatePoint.template_id == template.id, gone))
    if new - old:
        place = {"ward_id": template.ward_id, "template_id": template.id}
        db.session.execute(insert(TemplatePoint), [{**place, "point_id": each} for each in sorted(new - old)])


@action
def retire_template(template: ShiftTemplate, by: int | None) -> None:
    """It asks for nothing any more; its coming shifts go when the plan is applied. A second time changes nothing."""
    _retire(template, True, TemplateRetired, by)


@action
def bring_back_template(template: ShiftTemplate, by: int | None) -> None:
    """The opposite of ``retire_template``."""
    _retire(template, False, TemplateBroughtBack, by)


def _retire(template: ShiftTemplate, retired: bool, event, by: int | None) -> None:
    if workshop(template.campaign_id).campaign.closed_at is not None:
        raise Refused(TemplateAnswer.CLOSED)
    done = db.session.execute(
        update(ShiftTemplate)
        .where(ShiftTemplate.id == template.id, ShiftTemplate.retired_at.is_(None) == retired)
        .values(retired_at=now() if retired else None)
    )
    if done.rowcount:
        announce(event(ward_id=template.ward_id, subject_id=template.id, by=by))


def follow_slots(events: list[SlotChanged]) -> list:
    """Templates that follow a slot of the campaign take its new name and times."""
    for event in events:
        slot = {name: event.after[name] for name in ("name", "starts", "ends")}
        times = {name: time.fromisoformat(slot[name]) for name in ("starts", "ends")}
        db.session.execute(
            update(ShiftTemplate).where(ShiftTemplate.slot_id == event.subject_id).values(name=slot["name"], **times)
        )
    return []
