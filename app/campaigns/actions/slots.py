"""The parts of the day in which points are open."""

from datetime import time

from app.campaigns.events import SlotAdded, SlotChanged, SlotRemoved
from app.campaigns.models import Campaign, Slot
from app.campaigns.queries import slots_of
from app.campaigns.rules import CampaignAnswer
from app.campaigns.rules.document import MOST_SLOTS
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.core.text import fold, identity_key

from .campaign import changeable


def _check(slots: list[Slot], name: str, starts: time, ends: time, but: int | None = None) -> None:
    if ends <= starts:
        raise Refused(CampaignAnswer.SLOT_ENDS_FIRST)
    if any(identity_key(slot.name) == identity_key(name) and slot.id != but for slot in slots):
        raise Refused(CampaignAnswer.NAME_TAKEN)


def _with(slot: Slot) -> list[Slot]:
    """All slots, read with the campaign locked: nobody has removed this one meanwhile. Refused: SLOT_GONE."""
    slots = slots_of(slot.campaign_id)
    if slot not in slots:
        raise Refused(CampaignAnswer.SLOT_GONE)
    return slots


def _told(slot: Slot) -> dict:
    return {"name": slot.name, "starts": f"{slot.starts:%H:%M}", "ends": f"{slot.ends:%H:%M}"}


@action
def add_slot(campaign: Campaign, name: str, starts: time, ends: time, by: int | None) -> Slot:
    """Refused: NAME_TAKEN, SLOT_ENDS_FIRST, MANY."""
    changeable(campaign)
    slots = slots_of(campaign.id)
    _check(slots, name, starts, ends)
    if len(slots) >= MOST_SLOTS:
        raise Refused(CampaignAnswer.MANY)
    slot = Slot(
        ward_id=campaign.ward_id,
        campaign_id=campaign.id,
        name=name,
        search_key=fold(name),
        starts=starts,
        ends=ends,
        position=len(slots),
    )
    db.session.add(slot)
    db.session.flush()
    announce(SlotAdded(ward_id=campaign.ward_id, subject_id=slot.id, by=by, after=_told(slot)))
    return slot


@action
def change_slot(campaign: Campaign, slot: Slot, name: str, starts: time, ends: time, by: int | None) -> None:
    """Shifts that exist keep their name and times until the plan is made anew. Refused as ``add_slot``, SLOT_GONE."""
    changeable(campaign)
    _check(_with(slot), name, starts, ends, but=slot.id)
    before = _told(slot)
    slot.name, slot.search_key, slot.starts, slot.ends = name, fold(name), starts, ends
    db.session.flush()
    if before != _told(slot):
        announce(SlotChanged(ward_id=campaign.ward_id, subject_id=slot.id, by=by, before=before, after=_told(slot)))


@action
def remove_slot(campaign: Campaign, slot: Slot, by: int | None) -> None:
    """Refused: LAST_SLOT, SLOT_GONE."""
    changeable(campaign)
    if len(_with(slot)) <= 1:
        raise Refused(CampaignAnswer.LAST_SLOT)
    before, slot_id = _told(slot), slot.id
    db.session.delete(slot)
    db.session.flush()
    announce(SlotRemoved(ward_id=campaign.ward_id, subject_id=slot_id, by=by, before=before))
