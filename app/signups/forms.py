"""Forms about seats."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.core.forms import Form, Required, text_field


class ReasonForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=300)


class PutOnForm(ReasonForm):
    person = SelectField(_l("Person"), coerce=int, validate_choice=True)
