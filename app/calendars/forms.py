"""What somebody chooses about their calendar."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice

from app.core.forms import Form

# Minutes before the start; empty: no alarm.
ALARMS = [
    SelectChoice(*one)
    for one in (("", _l("None")), ("30", _l("30 minutes")), ("120", _l("2 hours")), ("1440", _l("1 day")))
]


class CalendarForm(Form):
    with_line = BooleanField(_l("Also show the shifts I am in line for"))
    alarm = RadioField(_l("Alarm before a shift"), choices=ALARMS)

    @property
    def alarm_minutes(self) -> int | None:
        return int(self.alarm.data) if self.alarm.data else None
