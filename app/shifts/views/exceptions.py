"""Days on which the templates don't count as they stand."""

from flask import abort
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.campaigns.queries import points_around
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import plain_day, say, short_day
from app.shifts import actions
from app.shifts.forms import WHAT, ExceptionForm
from app.shifts.queries import exception_in_reach, exceptions_of, templates_of
from app.shifts.rules import ExceptionAnswer

from . import bp
from .words import times

FIELDS = {
    ExceptionAnswer.DAYS: "last",
    ExceptionAnswer.NO_TEMPLATE: "template",
    ExceptionAnswer.NO_POINT: "point",
    ExceptionAnswer.NOT_THERE: "point",
    ExceptionAnswer.NO_PLACE: "to_point",
    ExceptionAnswer.SAME_POINT: "to_point",
}
BADGES = {"closed": "bad", "extra": "good", "moved": "info"}


def _offered(place, form: ExceptionForm):
    """The form with its choices; all templates by their id, and the named ones that it offers."""
    templates = templates_of(place.campaign_id)
    named = [(one.id, f"{one.name} {times(one)}") for one in templates if not one.retired]
    form.offer(points_around(place.ward_id, place.campaign_id), named)
    return {one.id: f"{one.name} {times(one)}" for one in templates}


def _draw(place, form: ExceptionForm, status=200):
    names = _offered(place, form)
    return page("shifts/exceptions.html", form=form, lines=_lines(place.campaign_id, names), status=status)


def _lines(campaign_id: int, names: dict[int, str]) -> list[dict]:
    out = []
    for row, point, to_point in exceptions_of(campaign_id):
        where = point or (_("all places") if row.places_only else _("all points"))
        if row.kind == "extra":
            spots = point or _("all its points")
            where = f"{names.get(row.template_id, '')}, {spots}"
        days = short_day(row.first_on)
        if row.last_on != row.first_on:
            days = f"{days} – {short_day(row.last_on)}"
        out.append(
            {
                "id": row.id,
                "badge": BADGES[row.kind],
                "what": WHAT[row.kind],
                "days": days,
                "where": f"{where} → {to_point}" if to_point else where,
                "note": row.note,
                "title": f"{WHAT[row.kind]} {plain_day(row.first_on)}",
            }
        )
    return out


@bp.get("/shifts/plan/exceptions")
@needs(Permission.SHIFT_PLAN)
def exceptions():
    return _draw(here_for(Permission.SHIFT_PLAN), ExceptionForm(formdata=None))


@bp.post("/shifts/plan/exceptions")
@needs(Permission.SHIFT_PLAN)
def add_exception():
    place, form = here_for(Permission.SHIFT_PLAN), ExceptionForm()
    if form.validate():
        try:
            actions.add_exception(place.campaign_id, form.exception(), form.note.data, by=current_user.id)
            return done(_("Noted. Apply the plan to change the shifts."), "/shifts/plan/exceptions")
        except Refused as refused:
            form[FIELDS.get(refused.reason, "first")].errors = [say(refused.reason, **refused.facts)]
    return _draw(place, form, 422)


@bp.post("/shifts/plan/exceptions/<id:exception_id>/remove")
@needs(Permission.SHIFT_PLAN)
def remove_exception(exception_id):
    row = exception_in_reach(exception_id, current_user.reach(Permission.SHIFT_PLAN)) or abort(404)
    actions.remove_exception(row, by=current_user.id)
    return done(_("The exception is removed. Apply the plan to change the shifts."), "/shifts/plan/exceptions")
