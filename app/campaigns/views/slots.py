"""The slots of a campaign: the parts of the day in which its points are open."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns import actions
from app.campaigns.forms import SlotForm, numbered
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .show import found


def _draw(campaign, slots, form=None, at=None, status=200):
    """``at`` is the id of the slot whose form was wrong, None for that of a new one."""
    forms = {
        slot.id: numbered(form if at == slot.id else SlotForm(formdata=None, obj=slot), slot.id) for slot in slots
    }
    new = form if form is not None and at is None else SlotForm(formdata=None)
    return page(
        "campaigns/slots.html", campaign=campaign, slots=slots, forms=forms, wrong=at, form=new, status=status
    )


def _one(slug: str, slot_id: int):
    campaign, slots = found(slug)
    return campaign, slots, next((slot for slot in slots if slot.id == slot_id), None) or abort(404)


def _refused(form, refused: Refused):
    field = form.ends if refused.reason.name == "SLOT_ENDS_FIRST" else form.name
    field.errors = [say(refused.reason, **refused.facts)]


@bp.get("/campaigns/<slug>/slots")
@needs(Permission.CAMPAIGN_EDIT)
def slots(slug):
    return _draw(*found(slug))


@bp.post("/campaigns/<slug>/slots")
@needs(Permission.CAMPAIGN_EDIT)
def add_slot(slug):
    campaign, slots = found(slug)
    form = SlotForm()
    if not form.validate():
        return _draw(campaign, slots, form, status=422)
    try:
        actions.add_slot(campaign, form.name.data, form.starts.data, form.ends.data, by=current_user.id)
    except Refused as refused:
        _refused(form, refused)
        return _draw(*found(slug), form, status=422)
    return done(_("The slot is added. Plan the shifts again to use it."), url_for("campaigns.slots", slug=slug))


@bp.post("/campaigns/<slug>/slots/<id:slot_id>")
@needs(Permission.CAMPAIGN_EDIT)
def change_slot(slug, slot_id):
    campaign, slots, slot = _one(slug, slot_id)
    form = SlotForm()
    if not form.validate():
        return _draw(campaign, slots, form, slot_id, 422)
    try:
        actions.change_slot(campaign, slot, form.name.data, form.starts.data, form.ends.data, by=current_user.id)
    except Refused as refused:
        _refused(form, refused)
        return _draw(*found(slug), form, slot_id, 422)
    return done(_("The slot is changed. Plan the shifts again to use it."), url_for("campaigns.slots", slug=slug))


@bp.post("/campaigns/<slug>/slots/<id:slot_id>/remove")
@needs(Permission.CAMPAIGN_EDIT)
def remove_slot(slug, slot_id):
    campaign, _slots, slot = _one(slug, slot_id)
    actions.remove_slot(campaign, slot, by=current_user.id)
    return done(
        _("The slot is removed. Its shifts stay until you plan again."), url_for("campaigns.slots", slug=slug)
    )
