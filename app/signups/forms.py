"""Forms about seats."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.core.forms import Form, Required, text_field
from app.core.picking import PickField


class ReasonForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=300)


def person_id(text) -> int:
    """An id that the database could hold; ValueError for anything else."""
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


class PutOnForm(ReasonForm):
    person = PickField(_l("Person"), missing="")
    override = BooleanField(_l("Even if rest, hours, age or skills are against it; the reason is recorded"))
