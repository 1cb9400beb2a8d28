"""The shift plan: its templates, what applying them would change, and applying it."""

from flask import abort, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice

from app.campaigns.here import Here, here_for
from app.campaigns.queries import points_around
from app.core.clock import today
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people.queries import skills_of
from app.shifts import actions
from app.shifts.forms import AskForm
from app.shifts.queries import templates_of

from . import bp
from .words import lists, template_words, times


@bp.get("/shifts/plan")
@needs(Permission.SHIFT_PLAN)
def plan():
    """The templates, point by point."""
    place = here_for(Permission.SHIFT_PLAN)
    templates, skills = templates_of(place.campaign_id), {one.id: one.name for one in skills_of(place.ward_id)}
    used = [row for row in points_around(place.ward_id, place.campaign_id) if row.position is not None]
    at: dict[int, list] = {row.id: [] for row in used}
    for one in templates:
        for spot in one.points:
            if not one.retired and spot.id in at:
                at[spot.id].append((one, len(one.points) - 1))
    return page(
        "shifts/templates.html",
        points=used,
        at=at,
        said={one.id: template_words(one, skills) for one in templates},
        retired=[one for one in templates if one.retired],
        some=bool(templates),
    )


def _form(place: Here, data: MultiDict | None) -> AskForm:
    """Filled from ``data``, or with everything from today on."""
    start = min(max(today(), place.starts_on), place.ends_on)
    # The preview is asked for with GET; what is applied is guarded for all forms of the site.
    form = AskForm(formdata=data, meta={"csrf": False}, data={"first": start, "last": place.ends_on, "prune": True})
    form.template.validate_choice = False
    return form


@bp.get("/shifts/plan/preview")
@needs(Permission.SHIFT_PLAN)
def preview():
    place = here_for(Permission.SHIFT_PLAN)
    asked = "first" in request.args
    form = _form(place, request.args if asked else None)
    return _draw(place, form, form.validate() if asked else True, asked)


def _draw(place: Here, form: AskForm, fine: bool, asked: bool, now: actions.Preview | None = None, status=None):
    """The preview: of what the form says if it was ``asked``, else of all templates. ``now``: the one to show, if it
    is known."""
    frame = actions.Frame(place.campaign_id, place.starts_on, place.ends_on, place.closed)
    if fine and now is None:
        try:
            now = actions.preview(frame, form.ask() if asked else form.ask().of_all())
        except Refused as refused:
            form.last.errors = [say(refused.reason, **refused.facts)]
    templates = now.templates if now else templates_of(place.campaign_id)
    active = [one for one in templates if not one.retired]
    form.template.choices = [SelectChoice(one.id, f"{one.name} {times(one)}") for one in active]
    if not asked:
        form.template.data = [one.id for one in active]
    return page(
        "shifts/preview.html",
        form=form,
        diff=now.diff if now else None,
        lists=lists(now.diff, _names(now)) if now else [],
        some=bool(templates),
        chosen=_chosen(form) if now else [],
        status=status or (200 if now or not asked else 422),
    )


def _chosen(form: AskForm) -> list[tuple[str, str]]:
    """What was looked at, for sending it once more with the button that applies it."""
    days = [("first", form.first.data.isoformat()), ("last", form.last.data.isoformat())]
    return [
        *days,
        *(("template", str(n)) for n in form.template.data),
        *([("prune", "y")] if form.prune.data else []),
    ]


def _names(now: actions.Preview) -> dict[int, str]:
    """Names of all points that the difference speaks of."""
    diff, names = now.diff, {spot.id: spot.name for one in now.templates for spot in one.points}
    olds = [*diff.removed, *diff.past, *diff.cancelled, *(old for old, _new in (*diff.held, *diff.changed))]
    return names | now.names | {old.point_id: old.point for old in olds}


@bp.post("/shifts/plan")
@needs(Permission.SHIFT_PLAN)
def apply():
    slug = request.args.get("campaign") or here_for(Permission.SHIFT_PLAN).campaign.slug
    form = AskForm(meta={"csrf": False})
    form.template.validate_choice = False
    if not form.validate():
        return _draw(here_for(Permission.SHIFT_PLAN), form, False, True)
    try:
        diff = actions.apply_plan(
            slug,
            current_user.reach(Permission.SHIFT_PLAN),
            form.ask(),
            by=current_user.id,
            seen=form.seen.data or None,
        )
    except actions.Outdated as outdated:
        # Somebody was quicker: the preview as it is now, with the reason above it.
        form.seen.errors = [say(outdated.reason)]
        return _draw(here_for(Permission.SHIFT_PLAN), form, True, True, outdated.now, 409)
    except Refused as refused:
        form.last.errors = [say(refused.reason, **refused.facts)]
        return _draw(here_for(Permission.SHIFT_PLAN), form, False, True)
    if diff is None:
        abort(404)
    message = _(
        "%(new)s shifts added, %(changed)s changed, %(removed)s removed.",
        new=len(diff.new),
        changed=len(diff.changed),
        removed=len(diff.removed),
    )
    return done(
        message if diff else _("Everything is planned as the templates say."), f"/shifts?day={form.first.data}"
    )
