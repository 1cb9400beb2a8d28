"""Adding, changing and retiring the templates of the plan."""

from flask import abort, request
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.campaigns.queries import campaign_in_reach, points_around, slots_of
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people.queries import skills_of
from app.places.models import LINE
from app.shifts import actions
from app.shifts.forms import OWN, ROUND, TemplateForm
from app.shifts.queries import pattern_of, template_in_reach, template_with_points
from app.shifts.rules import WEEK, Spot, TemplateAnswer
from app.shifts.rules.templates import LINE_LENGTH, LINE_STARTS

from . import bp

FIELDS = {
    TemplateAnswer.NO_POINT: "point",
    TemplateAnswer.NOT_A_LINE: "when",
    TemplateAnswer.SLOT_AT_LINE: "when",
    TemplateAnswer.NO_WEEKDAY: "weekday",
    TemplateAnswer.NO_NAME: "name",
    TemplateAnswer.SIZES: "max_heads",
    TemplateAnswer.LEAD_SEATS: "lead_seats",
    TemplateAnswer.LENGTH: "every",
    TemplateAnswer.DAYS: "last",
    TemplateAnswer.SLOT_GONE: "when",
    TemplateAnswer.SKILL_GONE: "skill",
}


def _tell(form: TemplateForm, refused: Refused) -> None:
    form[FIELDS.get(refused.reason, "point")].errors = [say(refused.reason, **refused.facts)]


def _back(message: str):
    return done(message, "/shifts/plan")


def _used(place) -> list:
    return [row for row in points_around(place.ward_id, place.campaign_id) if row.position is not None]


def _draw_new(place, form, points, slots, status=200):
    form.offer(points, slots, skills_of(place.ward_id))
    return page("shifts/template.html", form=form, shown=None, status=status)


@bp.get("/shifts/plan/templates/new")
@needs(Permission.SHIFT_PLAN)
def new_template():
    place = here_for(Permission.SHIFT_PLAN)
    campaign, slots = campaign_in_reach(place.campaign.slug, current_user.reach(Permission.SHIFT_PLAN))
    points, asked = _used(place), request.args.get("point", type=int)
    line = next((row for row in points if row.id == asked and row.kind == LINE), None)
    form = TemplateForm(
        formdata=None,
        data={
            "point": [asked] if asked else [row.id for row in points if row.kind == "place"],
            "when": ROUND if line else str(slots[0].id) if slots else OWN,
            "name": line.name[:40] if line else "",
            "starts": LINE_STARTS if line else None,
            "every": LINE_LENGTH,
            "weekday": sorted(WEEK),
            "min_heads": campaign.shift_min,
            "max_heads": campaign.shift_max,
            "leads": campaign.shift_leads,
            "kind": "point",
            "lead_seats": 0,
        },
    )
    return _draw_new(place, form, points, slots)


@bp.post("/shifts/plan/templates")
@needs(Permission.SHIFT_PLAN)
def add_template():
    place = here_for(Permission.SHIFT_PLAN)
    points = _used(place)
    form = TemplateForm().offer(points, (), ())
    if form.validate():
        try:
            actions.add_template(place.campaign_id, form.pattern(points), by=current_user.id)
            return _back(_("The template is added. Apply the plan to make its shifts."))
        except Refused as refused:
            _tell(form, refused)
    return _draw_new(place, form, points, slots_of(place.campaign_id), 422)


@bp.post("/shifts/plan/start")
@needs(Permission.SHIFT_PLAN)
def start_templates():
    place = here_for(Permission.SHIFT_PLAN)
    made = actions.start_templates(place.campaign_id, by=current_user.id)
    if not made:
        return done(_("The campaign has no points yet. Add them first."), "/shifts/plan", kind="warn")
    return _back(_("%(n)s templates have been made. Look at them, then apply the plan.", n=len(made)))


def _draw(template, points, chosen, form=None, status=200):
    spots = [Spot(row.id, row.kind == "line", row.name) for row in points if row.id in chosen]
    form = form or TemplateForm(formdata=None, data=TemplateForm.shown(pattern_of(template, spots)))
    form.offer(points, slots_of(template.campaign_id), skills_of(template.ward_id))
    return page("shifts/template.html", form=form, shown=template, status=status)


def _whole(template_id: int):
    return template_with_points(template_id, current_user.reach(Permission.SHIFT_PLAN)) or abort(404)


@bp.get("/shifts/plan/templates/<id:template_id>")
@needs(Permission.SHIFT_PLAN)
def template(template_id):
    return _draw(*_whole(template_id))


@bp.post("/shifts/plan/templates/<id:template_id>")
@needs(Permission.SHIFT_PLAN)
def change_template(template_id):
    template, points, chosen = _whole(template_id)
    form = TemplateForm().offer(points, (), ())
    if form.validate():
        spots = [Spot(row.id, row.kind == "line", row.name) for row in points if row.id in chosen]
        try:
            actions.change_template(template, pattern_of(template, spots), form.pattern(points), by=current_user.id)
            return _back(_("The template is changed. Apply the plan to change its shifts."))
        except Refused as refused:
            _tell(form, refused)
    return _draw(template, points, chosen, form, 422)


def _one(template_id: int):
    return template_in_reach(template_id, current_user.reach(Permission.SHIFT_PLAN)) or abort(404)


@bp.post("/shifts/plan/templates/<id:template_id>/retire")
@needs(Permission.SHIFT_PLAN)
def retire_template(template_id):
    actions.retire_template(_one(template_id), by=current_user.id)
    return _back(_("The template is retired. Apply the plan to remove its coming shifts."))


@bp.post("/shifts/plan/templates/<id:template_id>/bring-back")
@needs(Permission.SHIFT_PLAN)
def bring_back_template(template_id):
    actions.bring_back_template(_one(template_id), by=current_user.id)
    return _back(_("The template is in use again. Apply the plan to make its shifts."))
