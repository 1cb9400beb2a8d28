"""Whoever is on hold does not come back as a typed name: a candidate with that name is on hold as well, until
somebody else than who typed it has found out that it is another person."""

from flask_babel import gettext

from app.awards.events import CandidateHeld
from app.awards.models import NominationHold
from app.awards.queries.alike import held_people, open_rounds, typed_in
from app.awards.rules import INDIVIDUAL, AwardAnswer
from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.core.text import fold
from app.names.events import NameCorrected


def hold_namesakes(events: list[Event]) -> list[CandidateHeld]:
    """After somebody was put on hold, or a name was corrected: the typed candidates of the ward's open rounds that
    have the name of somebody on hold now, each once."""
    return [
        held
        for event in events
        for found in open_rounds(event.ward_id, event.after.get("campaign"))
        for held in _hold(found, event)
    ]


def _hold(found, event: Event) -> list[CandidateHeld]:
    rows = typed_in(found.id, found.campaign_id)
    names = {(INDIVIDUAL, fold(name)) for name in held_people(found.campaign_id)}
    names |= {(row.subject, fold(row.name)) for row in rows if row.on_hold}
    corrected = event.after.get("nomination") if isinstance(event, NameCorrected) else None
    return [
        hold_as_namesake(found.ward_id, row.id, event.by if row.id == corrected else row.added_by or event.by)
        for row in rows
        if not (row.known or row.on_hold or row.asked) and (row.subject, fold(row.name)) in names
    ]


def hold_as_namesake(ward_id: int, nomination_id: int, by: int) -> CandidateHeld:
    """``by``: who gave the candidate this name, and so doesn't lift the hold."""
    hold = NominationHold(
        ward_id=ward_id,
        nomination_id=nomination_id,
        reason=gettext(AwardAnswer.NAMESAKE.value),
        placed_by=by,
        placed_at=now(),
        namesake=True,
    )
    db.session.add(hold)
    db.session.flush()
    return CandidateHeld(ward_id=ward_id, subject_id=hold.id, by=by, after={"nomination": nomination_id})
