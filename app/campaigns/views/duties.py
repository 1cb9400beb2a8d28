"""The duty rules of a campaign: who may take a shift, and what then follows."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns import actions
from app.campaigns.forms import DutyForm
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .show import found


def _draw(campaign, form, status=200):
    return page("campaigns/duties.html", campaign=campaign, form=form, status=status)


@bp.get("/campaigns/<slug>/duties")
@needs(Permission.CAMPAIGN_EDIT)
def duties(slug):
    campaign, _slots = found(slug)
    return _draw(campaign, DutyForm(formdata=None, obj=campaign))


@bp.post("/campaigns/<slug>/duties")
@needs(Permission.CAMPAIGN_EDIT)
def change_duties(slug):
    campaign, _slots = found(slug)
    form = DutyForm()
    if form.validate():
        try:
            actions.change_duty_rules(campaign, by=current_user.id, **form.fields())
        except Refused as refused:
            form.offer_least_minutes.errors = [say(refused.reason, **refused.facts)]
        else:
            return done(_("The duty rules are changed."), url_for("campaigns.duties", slug=slug))
    return _draw(campaign, form, 422)
