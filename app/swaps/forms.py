"""Forms about seats that change hands."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.core.forms import Form, Required, text_field
from app.core.picking import PickField


class HandOverForm(Form):
    """``person`` empty: everyone able."""

    person = PickField(_l("To whom"))


class ExchangeForm(Form):
    seat = PickField(_l("For which shift"), missing=_l("Write the shift you want, or the person who has it."))


class StaffForm(Form):
    """Either a person or a seat."""

    person = PickField(_l("To whom"))
    seat = PickField(_l("For which shift"))
    reason = text_field(_l("Reason"), Required(), max_length=300)
    override = BooleanField(_l("Even if rest, hours, age or skills are against it; the reason is recorded"))
