"""The form for awards of earlier years."""

from flask_babel import lazy_gettext as _l

from app.core.forms import Form, Required, text_field

from .rules import MOST_TEXT


class LinesForm(Form):
    lines = text_field(_l("One award a line"), Required(), max_length=MOST_TEXT, multiline=True)
