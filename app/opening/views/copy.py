"""A campaign copied from an earlier one with new days: shown first, then done, then told."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app.campaigns.here import choose_here
from app.campaigns.rules import KindPlan, LinePlan, SlotPlan
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.opening.actions import copy_on_screen
from app.opening.forms import CopyForm
from app.opening.queries import Source, source_in_reach
from app.opening.rules import Copied, Draft, copied_scheme, copied_templates
from app.places.models import LINE

from . import bp


def _source(slug: str) -> Source:
    return source_in_reach(slug, current_user.reach(Permission.CAMPAIGN_OPEN)) or abort(404)


def _form(source: Source, data: MultiDict | None, **meta) -> CopyForm:
    return CopyForm(formdata=data, meta=meta, data={"name": source.campaign.name})


def _plan(source: Source, form: CopyForm) -> tuple[Draft, Copied]:
    """The copy as a draft, and its templates."""
    old, starts_on = source.campaign, form.starts_on.data
    ends_on = form.ends_on.data or starts_on + (old.ends_on - old.starts_on)
    places = [row for row in source.points if row.kind != LINE]
    kinds = tuple(KindPlan(one.code, one.vi, one.en, one.unit, one.logged_by) for one in source.kinds)
    scheme = copied_scheme(source.scheme.document, {kind.code for kind in kinds}) if source.scheme else {}
    draft = Draft(
        name=form.name.data,
        motto=old.motto,
        starts_on=starts_on,
        ends_on=ends_on,
        points=tuple((row.name, row.address) for row in places),
        slots=tuple(SlotPlan(slot.name, slot.starts, slot.ends) for slot in source.slots),
        kinds=kinds,
        scheme=scheme,
        shift_min=old.shift_min,
        shift_max=old.shift_max,
        shift_leads=old.shift_leads,
        quota_collectives=old.quota_collectives,
        quota_individuals=old.quota_individuals,
        lines=tuple(LinePlan(row.name, row.least or 1) for row in source.points if row.kind == LINE),
    )
    return draft, copied_templates(source.templates, starts_on - old.starts_on, starts_on, ends_on)


def _draw(source: Source, form: CopyForm, asked: bool, status: int = 200):
    draft, copied = _plan(source, form) if asked and not form.errors else (None, None)
    return page("opening/copy.html", source=source, form=form, draft=draft, copied=copied, status=status)


@bp.get("/opening/copy/<slug>")
@needs(Permission.CAMPAIGN_OPEN)
def copy(slug):
    """With days in the address: what the copy would be. Nothing is written."""
    source, asked = _source(slug), "starts_on" in request.args
    # What is only looked at is asked for with GET, without a token.
    form = _form(source, request.args if asked else None, csrf=False)
    fine = form.validate() if asked else True
    return _draw(source, form, asked, 200 if fine else 422)


@bp.post("/opening/copy/<slug>")
@needs(Permission.CAMPAIGN_OPEN)
def make_copy(slug):
    source = _source(slug)
    form = _form(source, request.form)
    if not form.validate():
        return _draw(source, form, True, 422)
    draft, copied = _plan(source, form)
    try:
        campaign, new = copy_on_screen(source.campaign, draft, copied, current_user.id, form.key.data)
    except Refused as refused:
        form.name.errors = [say(refused.reason, **refused.facts)]
        return _draw(source, form, True, 422)
    choose_here(campaign.id)
    if not new:
        told = _("This form has already created %(campaign)s. Change it on its own pages.", campaign=campaign.name)
        return done(told, url_for("campaigns.campaign", slug=campaign.slug), kind="info")
    return page("opening/copied.html", source=source, campaign=campaign, draft=draft, copied=copied)
