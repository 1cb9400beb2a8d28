"""Forms about seats that change hands."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from app.core.forms import Form, Required, text_field
from app.signups.forms import person_id


def _nobody_or_id(text):
    return person_id(text) if text else None


class HandOverForm(Form):
    """``person`` empty: everyone able."""

    person = SelectField(_l("To whom"), coerce=_nobody_or_id, validate_choice=False)


class ExchangeForm(Form):
    seat = SelectField(_l("For which shift"), coerce=_nobody_or_id, validate_choice=False)


class StaffForm(Form):
    """Either a person or a seat."""

    person = SelectField(_l("To whom"), coerce=_nobody_or_id, validate_choice=False)
    seat = SelectField(_l("For which shift"), coerce=_nobody_or_id, validate_choice=False)
    reason = text_field(_l("Reason"), Required(), max_length=300)
    override = BooleanField(_l("Even if rest, hours, age or skills are against it; the reason is recorded"))
