"""The form of a hand-over note."""

from flask_babel import lazy_gettext as _l

from app.core.forms import Form, Required, text_field
from app.lines.rules import LONGEST_NOTE


class NoteForm(Form):
    text = text_field(
        _l("What the next person on duty must know"), Required(), max_length=LONGEST_NOTE, multiline=True
    )
