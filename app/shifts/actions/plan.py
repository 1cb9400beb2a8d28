"""Planning a campaign's shifts: first seen as a difference, then applied as it was seen."""

from sqlalchemy import delete, insert, update

from app.campaigns.models import Campaign
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db, referred_to, take
from app.core.events import Event, announce_all
from app.core.reasons import Refused
from app.shifts.events import ShiftAdded, ShiftCancelled, ShiftChanged, ShiftRemoved
from app.shifts.models import Shift
from app.shifts.queries import standing_shifts
from app.shifts.rules import Choice, Diff, ShiftAnswer, Wanted, compare, may_plan, wanted
from app.shifts.rules.answers import MOST_SHIFTS


class Outdated(Refused):
    """Shifts or people changed since the preview: ``diff`` is what would be done now."""

    def __init__(self, diff: Diff):
        super().__init__(ShiftAnswer.MEANWHILE)
        self.diff = diff


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


@asked_again
@action
def generate(campaign: Campaign, choice: Choice, by: int | None, seen: str | None = None) -> Diff:
    """Apply the difference; ``seen`` is the mark of the one that was previewed. Refused: Outdated and may_plan's.

    Of the campaign only its id is asked.
    Shifts with people on them, begun or cancelled ones stay untouched whatever the choice says.
    """
    campaign = take(Campaign, campaign.id)
    diff = _diff(campaign, choice, for_update=True)
    if seen is not None and diff.mark != seen:
        raise Outdated(diff)
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
