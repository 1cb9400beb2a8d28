"""A campaign opened on screen. Rows are added without scripts too: the form comes back with all that was typed."""

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import choose_here, find_here
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.opening.actions import open_on_screen
from app.opening.forms import OpeningForm
from app.opening.queries import earlier_campaigns, wards_within

from . import bp


def _form() -> OpeningForm:
    """The form for the wards in which the visitor may open one; without any, the page of the wards or 403."""
    reach = current_user.reach(Permission.CAMPAIGN_OPEN)
    wards = wards_within(reach)
    if not wards:
        abort(redirect(url_for("opening.wards"), 303) if reach.everywhere else 403)
    place, asked = find_here(), request.args.get("ward", type=int)
    chosen = asked if asked in {ward.id for ward in wards} else place.ward_id if place else None
    form = OpeningForm(wards=wards, data={"ward": chosen})
    if form.ward.data not in {ward.id for ward in wards} and not form.is_submitted():
        form.ward.data = wards[0].id
    return form


def _draw(form: OpeningForm, status: int = 200, more_of: str = ""):
    """``more_of``: rows of these were just asked for."""
    earlier = earlier_campaigns([choice.value for choice in form.ward.choices])
    return page("opening/new.html", form=form, earlier=earlier, more_of=more_of, status=status)


@bp.get("/opening")
@needs(Permission.CAMPAIGN_OPEN)
def new():
    return _draw(_form())


@bp.post("/opening")
@needs(Permission.CAMPAIGN_OPEN)
def open_campaign():
    form = _form()
    if "more" in request.form:
        form.more(request.form["more"])
        return _draw(form, more_of=request.form["more"])
    if not form.validate():
        return _draw(form, 422)
    try:
        campaign, new = open_on_screen(form.ward.data, form.draft(), current_user.id, form.key.data)
    except Refused as refused:
        form.name.errors = [say(refused.reason, **refused.facts)]
        return _draw(form, 422)
    choose_here(campaign.id)
    if not new:
        told = _("This form has already created %(campaign)s. Change it on its own pages.", campaign=campaign.name)
        return done(told, url_for("campaigns.campaign", slug=campaign.slug), kind="info")
    return done(
        _("%(campaign)s is created. These are the first steps.", campaign=campaign.name), url_for("home.start")
    )
