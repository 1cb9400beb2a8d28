"""The points of a campaign: adding, naming, ordering, taking out."""

from functools import partial

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns import actions
from app.campaigns.forms import PointForm, numbered
from app.campaigns.queries import campaign_and_point, points_around
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .show import found


def _draw(campaign, form=None, at=None, status=200):
    """``at`` is the id of the point whose form was wrong, None for that of a new one."""
    rows = points_around(campaign.ward_id, campaign.id)
    forms = {
        row.id: numbered(form if at == row.id else PointForm(formdata=None, data=row._asdict()), row.id)
        for row in rows
        if row.position is not None
    }
    return page(
        "campaigns/points.html",
        campaign=campaign,
        points=[row for row in rows if row.position is not None],
        others=[row for row in rows if row.position is None],
        forms=forms,
        wrong=at,
        form=form if form is not None and at is None else PointForm(formdata=None),
        status=status,
    )


def _back(message: str, slug: str):
    return done(message, url_for("campaigns.points", slug=slug))


def _one(slug: str, point_id: int):
    return campaign_and_point(slug, point_id, current_user.reach(Permission.CAMPAIGN_EDIT)) or abort(404)


@bp.get("/campaigns/<slug>/points")
@needs(Permission.CAMPAIGN_EDIT)
def points(slug):
    return _draw(found(slug)[0])


@bp.post("/campaigns/<slug>/points")
@needs(Permission.CAMPAIGN_EDIT)
def add_point(slug):
    campaign, _slots = found(slug)
    return _name(partial(actions.add_point, campaign), campaign, _("The point is added."))


@bp.post("/campaigns/<slug>/points/<id:point_id>")
@needs(Permission.CAMPAIGN_EDIT)
def change_point(slug, point_id):
    campaign, point = _one(slug, point_id)
    return _name(partial(actions.change_point, campaign, point), campaign, _("The point is changed."), point_id)


def _name(verb, campaign, message: str, point_id: int | None = None):
    """Give a point, new or known, what the form says."""
    form = PointForm()
    if form.validate():
        try:
            verb(**form.fields(), by=current_user.id)
        except Refused as refused:
            form.name.errors = [say(refused.reason, **refused.facts)]
        else:
            return _back(message, campaign.slug)
    return _draw(campaign, form, point_id, 422)


@bp.post("/campaigns/<slug>/points/<id:point_id>/use")
@needs(Permission.CAMPAIGN_EDIT)
def use_point(slug, point_id):
    campaign, point = _one(slug, point_id)
    actions.use_point(campaign, point, by=current_user.id)
    return _back(_("The point is added."), slug)


@bp.post("/campaigns/<slug>/points/<id:point_id>/out")
@needs(Permission.CAMPAIGN_EDIT)
def take_point_out(slug, point_id):
    campaign, point = _one(slug, point_id)
    actions.take_point_out(campaign, point, by=current_user.id)
    return _back(_("The point is removed from the campaign. Its shifts stay until you plan again."), slug)


@bp.post("/campaigns/<slug>/points/<id:point_id>/move")
@needs(Permission.CAMPAIGN_EDIT)
def move_point(slug, point_id):
    campaign, point = _one(slug, point_id)
    actions.move_point(campaign, point, up=request.form.get("to") == "up", by=current_user.id)
    return _back(_("The order is changed."), slug)
