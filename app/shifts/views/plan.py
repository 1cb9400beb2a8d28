"""Planning shifts: choose, look at what would change, apply."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice

from app.campaigns.here import Here, here_for
from app.campaigns.models import Campaign
from app.campaigns.queries import slots_and_points
from app.core.clock import today
from app.core.db import db
from app.core.i18n import language
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import WEEKDAYS, hours, say, short_day
from app.shifts import actions
from app.shifts.forms import PlanForm
from app.shifts.rules import ShiftAnswer

from . import bp


@dataclass
class Ground:
    """Where and what may be planned."""

    place: Here
    slots: list
    points: list

    @property
    def names(self) -> dict[int, str]:
        return {row.id: row.name for row in self.points}


def _ground() -> Ground:
    place = here_for(Permission.SHIFT_PLAN)
    return Ground(place, *slots_and_points(place.ward_id, place.campaign_id))


def _form(ground: Ground, data: MultiDict | None) -> PlanForm:
    """Filled from ``data``, or with everything chosen from today on."""
    used = [row for row in ground.points if row.position is not None]
    # The preview is asked for with GET; what is applied is guarded for all forms of the site.
    form = PlanForm(formdata=data, meta={"csrf": False}, data=_all(ground, used) if data is None else None)
    form.point.choices = [SelectChoice(row.id, row.name) for row in used]
    form.slot.choices = [
        SelectChoice(one.id, f"{one.name} {one.starts:%H:%M}-{one.ends:%H:%M}") for one in ground.slots
    ]
    form.weekday.choices = [SelectChoice(n, word) for n, word in enumerate(WEEKDAYS[language()])]
    return form


def _campaign(ground: Ground) -> Campaign:
    return db.session.get(Campaign, ground.place.campaign_id)


def _all(ground: Ground, used: list) -> dict:
    campaign = _campaign(ground)
    return {
        "point": [row.id for row in used],
        "slot": [slot.id for slot in ground.slots],
        "weekday": list(range(7)),
        "first": min(max(today(), campaign.starts_on), campaign.ends_on),
        "last": campaign.ends_on,
        "min_heads": campaign.shift_min,
        "max_heads": campaign.shift_max,
        "leads": campaign.shift_leads,
        "prune": True,
    }


@bp.get("/shifts/plan")
@needs(Permission.SHIFT_PLAN)
def plan():
    ground = _ground()
    if "first" not in request.args:
        return _draw(ground, _form(ground, None))
    return _preview(ground, _form(ground, request.args))


def _preview(ground: Ground, form: PlanForm, status: int = 200):
    if not form.validate():
        return _draw(ground, form, status=422)
    try:
        diff = actions.preview(_campaign(ground), form.choice(ground.slots))
    except Refused as refused:
        _tell(form, refused)
        return _draw(ground, form, status=422)
    return _draw(ground, form, diff, status)


def _draw(ground: Ground, form: PlanForm, diff=None, status: int = 200):
    return page(
        "shifts/plan.html",
        form=form,
        diff=diff,
        lists=_lists(diff, ground.names) if diff else [],
        chosen=list(_sent().items(multi=True)),
        status=status,
    )


def _sent() -> MultiDict:
    """What was chosen, for sending it once more with the button that applies it."""
    source = request.args if request.method == "GET" else request.form
    return MultiDict((key, value) for key, value in source.items(multi=True) if key not in ("csrf_token", "seen"))


def _tell(form: PlanForm, refused: Refused) -> None:
    fields = {ShiftAnswer.SIZES: form.max_heads, ShiftAnswer.NOTHING: form.point}
    fields.get(refused.reason, form.last).errors = [say(refused.reason, **refused.facts)]


def _lists(diff, names) -> list[tuple[str, str, list[str]]]:
    """What is shown of a difference: (kind, title, lines)."""

    def line(one):
        return (
            f"{short_day(one.day)} · {one.slot} {hours(one.starts_at, one.ends_at)} · {names.get(one.point_id, '')}"
        )

    def size(one):
        return f"{one.min_heads}-{one.max_heads}"

    def both(old, new):
        return f"{line(old)}: {size(old)} → {hours(new.starts_at, new.ends_at)}, {size(new)}"

    groups = [
        ("good", _("New"), [line(one) for one in diff.new]),
        ("info", _("Changed"), [both(old, new) for old, new in diff.changed]),
        ("bad", _("Taken away"), [line(one) for one in diff.removed]),
        (
            "wait",
            _("Left as they are, people are on them"),
            [f"{line(old)} ({ngettext('%(num)d person', '%(num)d people', old.people)})" for old, _new in diff.held],
        ),
        ("draft", _("Left as they are, they have begun"), [line(one) for one in diff.past]),
        ("draft", _("Left cancelled"), [line(one) for one in diff.cancelled]),
    ]
    return [(kind, title, lines) for kind, title, lines in groups if lines]


@bp.post("/shifts/plan")
@needs(Permission.SHIFT_PLAN)
def apply():
    ground = _ground()
    form = _form(ground, request.form)
    if not form.validate():
        return _draw(ground, form, status=422)
    try:
        diff = actions.generate(
            ground.place.campaign, form.choice(ground.slots), by=current_user.id, seen=form.seen.data or None
        )
    except actions.Outdated as refused:
        # Somebody was quicker: the preview as it is now, with the reason above it.
        form.seen.errors = [say(refused.reason)]
        return _draw(ground, form, refused.diff, status=409)
    except Refused as refused:
        _tell(form, refused)
        return _draw(ground, form, status=422)
    message = _(
        "%(new)s shifts added, %(changed)s changed, %(removed)s taken away.",
        new=len(diff.new),
        changed=len(diff.changed),
        removed=len(diff.removed),
    )
    return done(message, f"/shifts?day={form.first.data}")
