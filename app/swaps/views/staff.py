"""Staff let a seat change hands at once."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import speak_of
from app.core.picking import Pick
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.signups.models import SEATED
from app.signups.queries import standing
from app.swaps import actions
from app.swaps.forms import StaffForm
from app.swaps.queries import able_people, exchanges
from app.swaps.rules import SwapAnswer

from . import bp
from .offer import people_to_choose, seats_to_choose


@bp.get("/shifts/<id:shift_id>/people/<id:user_id>/hand-over")
@needs(Permission.SHIFT_PLAN)
def pass_on(shift_id, user_id):
    return _show(shift_id, user_id, StaffForm(formdata=None))


def _show(shift_id: int, user_id: int, form: StaffForm, status: int = 200):
    where = _seat_of(shift_id, user_id)
    _fill(form, where, user_id)
    speak_of(where.turn.campaign_id)
    return page(
        "swaps/staff.html", status=status, turn=where.turn, person=where.turn.holder, user_id=user_id, form=form
    )


def _seat_of(shift_id: int, user_id: int):
    where = standing(shift_id, user_id, current_user.reach(Permission.SHIFT_PLAN))
    if where is None or where.already != SEATED:
        abort(404)
    return where


def _fill(form: StaffForm, where, user_id: int) -> None:
    """Whom the rules let in, then the others, who can be chosen with a reason that sets the rules aside."""
    people = able_people(where.turn, where.limits, user_id, staff=True)
    others = [one for one in people if one.answer is not SwapAnswer.YES and one.already != SEATED]
    against = _("a rule does not allow it")
    form.person.picks = people_to_choose(people) + [
        Pick(one.id, one.name, f"{one.team}, {against}" if one.team else against) for one in others
    ]
    form.seat.picks = seats_to_choose(exchanges(where, user_id, people, staff=True))


@bp.post("/shifts/<id:shift_id>/people/<id:user_id>/hand-over")
@needs(Permission.SHIFT_PLAN)
def pass_on_now(shift_id, user_id):
    form, reach = StaffForm(), current_user.reach(Permission.SHIFT_PLAN)
    if form.person.typed or form.seat.typed:
        _fill(form, _seat_of(shift_id, user_id), user_id)
    if not form.validate():
        return _show(shift_id, user_id, form, 422)
    try:
        actions.hand_over(
            user_id,
            shift_id,
            form.person.data,
            form.reason.data,
            current_user.id,
            reach,
            wanted_id=form.seat.data,
            override=form.override.data,
        )
    except LookupError:
        abort(404)
    except Refused as refused:
        form.person.errors = [say(refused.reason, **refused.facts)]
        return _show(shift_id, user_id, form, 422)
    return done(_("The seat has changed hands. Both people see it."), url_for("signups.shift", shift_id=shift_id))
