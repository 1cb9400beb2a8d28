"""Whoever is on hold does not come back as a typed name: a candidate with that name is on hold as well, until
somebody else than who typed it has found out that it is another person."""

from flask_babel import gettext

from app.awards.events import CandidateHeld
from app.awards.models import NominationHold
from app.awards.queries.alike import candidates_now, held_people
from app.awards.rules import INDIVIDUAL, AwardAnswer
from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.core.text import fold
from app.names.events import NameCorrected


def hold_namesakes(events: list[Event]) -> list[CandidateHeld]:
    """After somebody was put on hold, or the name of a typed candidate was corrected: the typed candidates of the
    ward's rounds that have the name of somebody on hold now, each once."""
    about = [event for event in events if not isinstance(event, NameCorrected) or "nomination" in event.after]
    return [held for event in about for held in _hold(event)]


def _hold(event: Event) -> list[CandidateHeld]:
    rows = candidates_now(event.ward_id)
    free = [row for row in rows if not (row.known or row.on_hold or row.asked)]
    if not free:
        return []
    held = {(row.campaign_id, row.subject, fold(row.name)) for row in rows if row.on_hold}
    if any(row.subject == INDIVIDUAL for row in free):
        held |= {(campaign, INDIVIDUAL, fold(name)) for campaign, name in held_people(event.ward_id)}
    corrected = event.after.get("nomination") if isinstance(event, NameCorrected) else None
    return [
        hold_as_namesake(event.ward_id, row.id, event.by if row.id == corrected else row.added_by or event.by)
        for row in free
        if (row.campaign_id, row.subject, fold(row.name)) in held
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
