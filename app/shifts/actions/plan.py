"""Planning a campaign's shifts: first seen as a difference, then applied as it was seen."""

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.events import Event, announce_all
from app.core.reasons import Refused
from app.shifts.events import ShiftAdded, ShiftCancelled, ShiftChanged, ShiftRemoved
from app.shifts.models import Shift
from app.shifts.queries import standing_shifts
from app.shifts.rules import Choice, Diff, ShiftAnswer, Wanted, compare, may_plan, wanted
from app.shifts.rules.answers import MOST_SHIFTS


def preview(campaign: Campaign, choice: Choice) -> Diff:
    """What ``generate`` would do now. Refused as it would be."""
    return _diff(campaign, choice, for_update=False)


def _diff(campaign: Campaign, choice: Choice, for_update: bool) -> Diff:
    days = (choice.last - choice.first).days + 1
    roughly = max(days, 0) * len(choice.points) * len(choice.slots)
    asked = wanted(choice) if 0 < roughly <= 7 * MOST_SHIFTS else []
    count = len(asked) or roughly
    answer = may_plan(
        campaign.closed_at is not None,
        campaign.starts_on,
        campaign.ends_on,
        choice.first,
        choice.last,
        count if choice.weekdays else 0,
        (choice.min_heads, choice.max_heads, choice.leads),
    )
    if answer is not ShiftAnswer.YES:
        raise Refused(answer, count=count, most=MOST_SHIFTS)
    return compare(asked, standing_shifts(campaign.id, choice.first, choice.last, for_update), now(), choice.prune)


@action
def generate(campaign: Campaign, choice: Choice, by: int | None, seen: str | None = None) -> Diff:
    """Apply the difference; ``seen`` is the mark of the one that was previewed. Refused: MEANWHILE and may_plan's.

    Shifts with people on them, begun or cancelled ones stay untouched whatever the choice says.
    """
    lock(campaign)
    diff = _diff(campaign, choice, for_update=True)
    if seen is not None and diff.mark != seen:
        raise Refused(ShiftAnswer.MEANWHILE)
    events = [*_add(campaign, diff, by), *_change(campaign, diff, by), *_remove(campaign, diff, by)]
    if events:
        announce_all(events)
    return diff


def _told(one: Wanted) -> dict:
    return {
        "point": one.point_id,
        "day": one.day,
        "slot": one.slot,
        "starts": one.starts_at,
        "ends": one.ends_at,
        "min": one.min_heads,
        "max": one.max_heads,
        "leads": one.leads,
    }


def _add(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    if not diff.new:
        return []
    rows = [
        {
            "ward_id": campaign.ward_id,
            "campaign_id": campaign.id,
            "point_id": one.point_id,
            "day": one.day,
            "slot": one.slot,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
            "min_heads": one.min_heads,
            "max_heads": one.max_heads,
            "leads": one.leads,
            "seats_taken": 0,
            "in_line": 0,
            "cancel_reason": "",
        }
        for one in diff.new
    ]
    db.session.execute(insert(Shift), rows)
    # Asked for afterwards: SQLite tells the ids of many new rows in an order of its own.
    first, last = min(one.day for one in diff.new), max(one.day for one in diff.new)
    ids = {one.key: one.id for one in standing_shifts(campaign.id, first, last)}
    return [
        ShiftAdded(ward_id=campaign.ward_id, subject_id=ids[one.key], by=by, after=_told(one)) for one in diff.new
    ]


def _change(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    if not diff.changed:
        return []
    rows = [
        {
            "id": old.id,
            "starts_at": new.starts_at,
            "ends_at": new.ends_at,
            "min_heads": new.min_heads,
            "max_heads": new.max_heads,
            "leads": new.leads,
        }
        for old, new in diff.changed
    ]
    db.session.execute(update(Shift), rows)
    return [
        ShiftChanged(ward_id=campaign.ward_id, subject_id=old.id, by=by, before=_told(old), after=_told(new))
        for old, new in diff.changed
    ]


def _remove(campaign: Campaign, diff: Diff, by: int | None) -> list[Event]:
    ids = [old.id for old in diff.removed]
    kept = _delete(ids)
    place = {"ward_id": campaign.ward_id, "by": by}
    return [
        ShiftCancelled(**place, subject_id=old.id, before=_told(old), after={"planned": False})
        if old.id in kept
        else ShiftRemoved(**place, subject_id=old.id, before=_told(old))
        for old in diff.removed
    ]


def _delete(ids: list[int]) -> set[int]:
    """Delete these shifts; one that something still refers to (who was on it once, a log) is cancelled instead."""
    if not ids or _deleted(ids):
        return set()
    if len(ids) > 1:
        half = len(ids) // 2
        return _delete(ids[:half]) | _delete(ids[half:])
    db.session.execute(update(Shift).where(Shift.id == ids[0]).values(cancelled_at=now(), cancel_reason=""))
    return set(ids)


def _deleted(ids: list[int]) -> bool:
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Shift).where(Shift.id.in_(ids)))
    except IntegrityError:
        return False
    return True
