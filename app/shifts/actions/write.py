"""What a difference writes: shifts added, changed, adopted and taken away, and what is told of it."""

from sqlalchemy import delete, insert, update

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db, referred_to
from app.core.events import Event
from app.shifts.events import ShiftAdded, ShiftCancelled, ShiftChanged, ShiftRemoved
from app.shifts.models import Shift
from app.shifts.rules import Diff, Wanted
from app.shifts.rules.answers import MOST_SHIFTS


def write(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    """One statement for each kind of change, however many shifts; the events come back untold."""
    events = [*_add(campaign, diff, by), *_change(campaign, diff, by), *_remove(campaign, diff, by)]
    _adopt(diff)
    return events


def _told(one: Wanted) -> dict:
    told = {
        "point": one.point_id,
        "day": one.day,
        "slot": one.slot,
        "starts": one.starts_at,
        "ends": one.ends_at,
        "min": one.min_heads,
        "max": one.max_heads,
        "leads": one.leads,
        "kind": one.kind,
        "lead_seats": one.lead_seats,
        "skill": one.skill_id,
        "opens": one.opens_at,
    }
    # What most shifts don't have is left out of the trail.
    return {name: value for name, value in told.items() if value or name in ("min", "leads")}


def _values(one: Wanted) -> dict:
    return {
        "point_id": one.point_id,
        "slot": one.slot,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "min_heads": one.min_heads,
        "max_heads": one.max_heads,
        "leads": one.leads,
        "kind": one.kind,
        "lead_seats": one.lead_seats,
        "skill_id": one.skill_id,
        "opens_at": one.opens_at,
        "template_id": one.template_id,
    }


def _add(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    if not diff.new:
        return []
    place = {"ward_id": campaign.ward_id, "campaign_id": campaign.id}
    counters = {"seats_taken": 0, "in_line": 0, "cancel_reason": ""}
    rows = [{**place, **counters, "day": one.day, **_values(one)} for one in diff.new]
    added = insert(Shift.__table__).returning(Shift.id, Shift.point_id, Shift.day, Shift.slot)
    # Told apart by their keys: SQLite tells the ids of many new rows in an order of its own.
    found = db.session.execute(added, rows, execution_options={"insertmanyvalues_page_size": MOST_SHIFTS})
    ids = {(row.point_id, row.day, row.slot): row.id for row in found}
    return [
        ShiftAdded(ward_id=campaign.ward_id, subject_id=ids[one.key], by=by, after=_told(one)) for one in diff.new
    ]


def _change(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    if not diff.changed:
        return []
    rows = [{"id": old.id, **_values(new), "cancelled_at": None} for old, new in diff.changed]
    db.session.execute(update(Shift), rows)
    return [
        ShiftChanged(
            ward_id=campaign.ward_id,
            subject_id=old.id,
            by=by,
            before={"planned": False} if old.cancelled else _told(old),
            after=_told(new),
        )
        for old, new in diff.changed
    ]


def _adopt(diff: Diff) -> None:
    changed = {old.id for old, _new in diff.changed}
    rows = [{"id": shift, "template_id": template} for shift, template in diff.adopted if shift not in changed]
    if rows:
        db.session.execute(update(Shift), rows)


def _remove(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    kept = _delete([old.id for old in diff.removed])
    place = {"ward_id": campaign.ward_id, "by": by}
    return [
        ShiftCancelled(**place, subject_id=old.id, before=_told(old), after={"planned": False})
        if old.id in kept
        else ShiftRemoved(**place, subject_id=old.id, before=_told(old))
        for old in diff.removed
    ]


def _delete(ids: list[int]) -> set[int]:
    """Delete these shifts; those that something still refers to (who was on it once, a log) are cancelled instead.
    All are locked, so that nothing comes to refer to them meanwhile."""
    if not ids:
        return set()
    gone = db.session.scalars(
        delete(Shift)
        .where(Shift.id.in_(ids), ~referred_to(Shift))
        .returning(Shift.id)
        .execution_options(synchronize_session=False)
    )
    kept = set(ids) - set(gone)
    if kept:
        db.session.execute(update(Shift).where(Shift.id.in_(kept)).values(cancelled_at=now(), cancel_reason=""))
    return kept
