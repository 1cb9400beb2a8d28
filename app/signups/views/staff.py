"""What planners do to one shift: its size, calling it off, people on and off."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import today
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done
from app.core.words import say
from app.shifts import actions as shifts
from app.shifts.forms import SizeForm
from app.shifts.queries import shift_in_reach
from app.signups import actions
from app.signups.forms import PutOnForm, ReasonForm
from app.signups.queries import roster_names

from . import bp
from .shift import found, show


def _reach():
    return current_user.reach(Permission.SHIFT_PLAN)


def _shift(shift_id: int):
    return shift_in_reach(shift_id, _reach()) or abort(404)


def _back(message: str, shift_id: int):
    return done(message, url_for("signups.shift", shift_id=shift_id))


def _wrong(shift_id: int, **forms):
    return show(found(shift_id, Permission.SHIFT_PLAN), status=422, **forms)


@bp.post("/shifts/<id:shift_id>/size")
@needs(Permission.SHIFT_PLAN)
def size(shift_id):
    shift, form = _shift(shift_id), SizeForm()
    if not form.validate():
        return _wrong(shift_id, size=form)
    try:
        shifts.change_shift(shift, form.min_heads.data, form.max_heads.data, form.leads.data, by=current_user.id)
    except Refused as refused:
        form.max_heads.errors = [say(refused.reason, **refused.facts)]
        return _wrong(shift_id, size=form)
    return _back(_("The number of seats is changed."), shift_id)


@bp.post("/shifts/<id:shift_id>/cancel")
@needs(Permission.SHIFT_PLAN)
def cancel(shift_id):
    shift, form = _shift(shift_id), ReasonForm()
    if not form.validate():
        return _wrong(shift_id, off=form)
    shifts.cancel(shift, form.reason.data, by=current_user.id)
    return _back(_("The shift is cancelled. Everyone who was on it sees this under My shifts."), shift_id)


@bp.post("/shifts/<id:shift_id>/people")
@needs(Permission.SHIFT_PLAN)
def put_on(shift_id):
    form = PutOnForm()
    if form.person.typed:
        form.person.picks = roster_names(_shift(shift_id).ward_id, today())
    if not form.validate():
        return _wrong(shift_id, put_on=form)
    try:
        person, reason, override = form.person.data, form.reason.data, form.override.data
        actions.put_on(person, shift_id, reason, current_user.id, _reach(), override)
    except LookupError:
        abort(404)
    except Refused as refused:
        form.person.errors = [say(refused.reason, **refused.facts)]
        return _wrong(shift_id, put_on=form)
    return _back(_("The person is on this shift."), shift_id)


@bp.post("/shifts/<id:shift_id>/people/<id:user_id>/off")
@needs(Permission.SHIFT_PLAN)
def take_off(shift_id, user_id):
    form = ReasonForm()
    if not form.validate():
        return _wrong(shift_id, wrong_off=(user_id, form.apart("wrong")))
    try:
        actions.take_off(user_id, shift_id, form.reason.data, current_user.id, _reach())
    except LookupError:
        abort(404)
    return _back(_("The person is off this shift."), shift_id)
