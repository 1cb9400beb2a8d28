"""The days, sizes and quotas of a campaign; closing it."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns import actions
from app.campaigns.forms import CampaignForm
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .show import found


def _draw(campaign, form, status=200):
    return page("campaigns/edit.html", campaign=campaign, form=form, status=status)


@bp.get("/campaigns/<slug>/edit")
@needs(Permission.CAMPAIGN_EDIT)
def edit(slug):
    campaign, _slots = found(slug)
    return _draw(campaign, CampaignForm(obj=campaign))


@bp.post("/campaigns/<slug>/edit")
@needs(Permission.CAMPAIGN_EDIT)
def change(slug):
    campaign, _slots = found(slug)
    form = CampaignForm()
    if not form.validate():
        return _draw(campaign, form, 422)
    try:
        actions.change_campaign(campaign, by=current_user.id, **form.fields())
    except Refused as refused:
        field = form.shift_max if refused.reason.name == "SIZES" else form.ends_on
        field.errors = [say(refused.reason, **refused.facts)]
        return _draw(campaign, form, 422)
    return done(_("The campaign is changed."), url_for("campaigns.campaign", slug=slug))


@bp.post("/campaigns/<slug>/close")
@needs(Permission.CAMPAIGN_EDIT)
def close(slug):
    campaign, _slots = found(slug)
    actions.close_campaign(campaign, by=current_user.id)
    return done(_("The campaign is closed."), url_for("campaigns.campaign", slug=slug))


@bp.post("/campaigns/<slug>/reopen")
@needs(Permission.CAMPAIGN_EDIT)
def reopen(slug):
    campaign, _slots = found(slug)
    actions.reopen_campaign(campaign, by=current_user.id)
    return done(_("The campaign is open again."), url_for("campaigns.campaign", slug=slug))
