"""The ceremony: when, where, what is said before and after, and the order in which people are called up."""

import json
from collections.abc import Mapping
from datetime import datetime

from app.awards.models import Round
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.results.actions.announce import round_of
from app.results.events import CeremonyPlanned
from app.results.models import Ceremony
from app.results.queries import holders_of
from app.results.rules import ResultAnswer, reading_order, renumbered


@action
def plan_ceremony(
    campaign_id: int, starts_at: datetime | None, place: str, opening: str | None, closing: str | None, by: int
) -> None:
    """Write down time, place and points; None for the points: ours."""
    found = round_of(campaign_id)
    values = {"starts_at": starts_at, "place": place, "opening": opening, "closing": closing}
    _write(found, db.session.get(Ceremony, found.id), by, values)


@action
def set_reading(campaign_id: int, numbers: Mapping[int, int | None], by: int) -> None:
    """Change the order of reading by the numbers written beside the names."""
    found = round_of(campaign_id)
    holders = holders_of(found.id)
    if holders is None:
        raise Refused(ResultAnswer.NOT_DECIDED)
    kept = db.session.get(Ceremony, found.id)
    decided = [(one.nomination_id, one.subject) for one in holders]
    before = reading_order(decided, json.loads(kept.reading) if kept else [])
    after = reading_order(decided, renumbered(before, numbers))
    if before != after:
        _write(found, kept, by, {"reading": json.dumps(after)})


def _write(found: Round, row: Ceremony | None, by: int, values: dict) -> None:
    if row is None:
        row = Ceremony(round_id=found.id, ward_id=found.ward_id, place="", reading="[]")
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    if not changed:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = now(), by
    db.session.add(row)
    db.session.flush()
    announce(CeremonyPlanned(ward_id=found.ward_id, subject_id=found.id, by=by, after={"fields": changed}))
