"""The form of a correction."""

from flask_babel import lazy_gettext as _l

from app.core.forms import Form, Required, text_field

from .rules import MOST_NAME, MOST_REASON


class NameForm(Form):
    name = text_field(_l("The right name"), Required(), max_length=MOST_NAME, render_kw={"autocomplete": "off"})
    reason = text_field(_l("How do you know?"), Required(), max_length=MOST_REASON, multiline=True)
