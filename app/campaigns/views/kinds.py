"""What is counted in a campaign."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns import actions
from app.campaigns.forms import KindForm, NewKindForm, numbered
from app.campaigns.queries import kinds_of
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .show import found


def _draw(campaign, kinds, form=None, at=None, status=200):
    """``at`` is the id of the kind whose form was wrong, None for that of a new one."""
    forms = {
        kind.id: numbered(form if at == kind.id else KindForm(formdata=None, obj=kind), kind.id) for kind in kinds
    }
    new = form if form is not None and at is None else NewKindForm(formdata=None)
    return page(
        "campaigns/kinds.html", campaign=campaign, kinds=kinds, forms=forms, wrong=at, form=new, status=status
    )


@bp.get("/campaigns/<slug>/kinds")
@needs(Permission.CAMPAIGN_EDIT)
def kinds(slug):
    campaign, _slots = found(slug)
    return _draw(campaign, kinds_of(campaign.id, retired=True))


@bp.post("/campaigns/<slug>/kinds")
@needs(Permission.CAMPAIGN_EDIT)
def add_kind(slug):
    campaign, _slots = found(slug)
    form = NewKindForm()
    if not form.validate():
        return _draw(campaign, kinds_of(campaign.id, retired=True), form, status=422)
    new = {name: value for name, value in form.fields().items() if name != "retired"}
    try:
        actions.add_kind(campaign, form.code.data, **new, by=current_user.id)
    except Refused as refused:
        form.code.errors = [say(refused.reason, **refused.facts)]
        return _draw(campaign, kinds_of(campaign.id, retired=True), form, status=422)
    message = _("The kind is added. Give it points in the scheme.")
    return done(message, url_for("campaigns.kinds", slug=slug))


@bp.post("/campaigns/<slug>/kinds/<id:kind_id>")
@needs(Permission.CAMPAIGN_EDIT)
def change_kind(slug, kind_id):
    campaign, _slots = found(slug)
    kinds = kinds_of(campaign.id, retired=True)
    kind = next((kind for kind in kinds if kind.id == kind_id), None) or abort(404)
    form = KindForm()
    if not form.validate():
        return _draw(campaign, kinds, form, kind_id, 422)
    actions.change_kind(campaign, kind, by=current_user.id, **form.fields())
    return done(_("The kind is changed."), url_for("campaigns.kinds", slug=slug))
