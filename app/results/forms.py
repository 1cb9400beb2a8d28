"""Forms about the announcement and the ceremony."""

from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import ValidationError

from app.campaigns.forms import TimeField
from app.core.clock import LOCAL
from app.core.forms import DayField, Form, text_field
from app.papers.rules.texts import LONGEST_LINE, LONGEST_TEXT, MOST_LINES
from app.results.rules import FULL, NAME_RULES

LONGEST_REASON = 500


class PublishForm(Form):
    name_rule = RadioField(
        _l("Names of people"), choices=[SelectChoice(one, _l(word)) for one, word in NAME_RULES.items()], default=FULL
    )


class WithdrawForm(Form):
    reason = text_field(_l("Reason"), max_length=LONGEST_REASON)


def _points(form, field):
    lines = (field.data or "").splitlines()
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(gettext("At most %(n)s lines of %(m)s characters.", n=MOST_LINES, m=LONGEST_LINE))


class CeremonyForm(Form):
    """Where a field of points is left empty, ours stand in the programme."""

    day = DayField(_l("Day"))
    time = TimeField(_l("Time"), render_kw={"maxlength": 5})
    place = text_field(_l("Venue"), max_length=LONGEST_LINE, free=False)
    opening = text_field(
        _l("Before the awards, one point per line"), _points, max_length=LONGEST_TEXT, multiline=True, free=False
    )
    closing = text_field(
        _l("After the awards, one point per line"), _points, max_length=LONGEST_TEXT, multiline=True, free=False
    )

    def validate_time(self, field):
        if (self.day.data is None) != (field.data is None) and not self.day.errors and not field.errors:
            raise ValidationError(gettext("A day needs its time: fill in both, or neither."))

    @property
    def starts_at(self) -> datetime | None:
        return datetime.combine(self.day.data, self.time.data, LOCAL) if self.day.data else None

    @staticmethod
    def at(starts_at: datetime | None) -> dict:
        """Day and time as the fields hold them."""
        local = starts_at.astimezone(LOCAL) if starts_at else None
        return {"day": local.date(), "time": local.time()} if local else {}
