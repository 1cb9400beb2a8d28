"""Forms of attendance."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import AnyOf, Length

from app.campaigns.forms import TimeField
from app.core.forms import Form, Required, text_field
from app.core.picking import PickField

from .rules import DIGITS, EXCUSED, IN, LATE, NO_SHOW, OUT, PRESENT

WORDS = {
    PRESENT: _l("Present"),
    LATE: _l("Late"),
    EXCUSED: _l("Excused"),
    NO_SHOW: _l("Absent"),
}
LONGEST_REASON = 300


def tidy(code: str | None) -> str:
    """Digits as they are read aloud ("1234 5678") in one piece; any other code as it is."""
    bare = re.sub(r"[\s.-]", "", code or "")
    return bare if len(bare) == DIGITS and bare.isascii() and bare.isdigit() else (code or "").strip()


class CodeForm(Form):
    code = StringField(
        _l("Code from the screen"),
        [Required(), Length(max=60)],
        filters=[tidy],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 60, "placeholder": "1234 5678"},
    )
    side = HiddenField(validators=[AnyOf((IN, OUT))], default=IN)


class MarkForm(Form):
    """One tap sends the state alone; a correction sends times and a reason with it."""

    state = RadioField(
        _l("Attendance"), choices=[SelectChoice(one, word) for one, word in WORDS.items()], default=PRESENT
    )
    came = TimeField(_l("Came (hour:minute)"), render_kw={"maxlength": 5})
    went = TimeField(_l("Went (hour:minute)"), render_kw={"maxlength": 5})
    reason = text_field(_l("Reason"), max_length=LONGEST_REASON)


class WalkInForm(Form):
    person = PickField(_l("Person"), missing="")
    reason = text_field(_l("Reason"), Required(), max_length=LONGEST_REASON)
