"""Staff let a seat change hands at once."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

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
from .offer import seats_to_choose


@bp.get("/shifts/<id:shift_id>/people/<id:user_id>/hand-over")
@needs(Permission.SHIFT_PLAN)
def pass_on(shift_id, user_id):
    return _show(shift_id, user_id, StaffForm(formdata=None))


def _show(shift_id: int, user_id: int, form: StaffForm, status: int = 200):
    """Whom the rules let in comes first; the others can be chosen with a reason that sets the rules aside."""
    where = standing(shift_id, user_id, current_user.reach(Permission.SHIFT_PLAN))
    if where is None or where.already != SEATED:
        abort(404)
    people = able_people(where.turn, where.limits, user_id, staff=True)
    able = [one for one in people if one.answer is SwapAnswer.YES]
    others = [one for one in people if one.answer is not SwapAnswer.YES and one.already != SEATED]
    form.person.choices = [
        SelectChoice("", _("Choose a person")),
        *(SelectChoice(one.id, one.name, optgroup=_("Can take it")) for one in able),
        *(SelectChoice(one.id, one.name, optgroup=_("A rule does not allow it")) for one in others),
    ]
    found = [one for one in exchanges(where, user_id, people, staff=True) if one.answer is SwapAnswer.YES]
    form.seat.choices = [SelectChoice("", _("None: the seat is handed over")), *seats_to_choose(found)]
    return page(
        "swaps/staff.html", status=status, turn=where.turn, person=where.turn.holder, user_id=user_id, form=form
    )


@bp.post("/shifts/<id:shift_id>/people/<id:user_id>/hand-over")
@needs(Permission.SHIFT_PLAN)
def pass_on_now(shift_id, user_id):
    form, reach = StaffForm(), current_user.reach(Permission.SHIFT_PLAN)
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
