"""Forms about campaigns."""

import re
from datetime import time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import ValidationError

from app.core.forms import CountField, DayField, Form, Required, text_field

from .rules import FIELDS
from .rules.document import LOGGED_BY, MOST_HEADS, MOST_QUOTA


class TimeField(StringField):
    """A time of day, "08:00" (or "8h30" as people write it)."""

    def process_formdata(self, valuelist):
        self.data, text = None, (valuelist[0].strip().lower() if valuelist else "")
        if not text:
            return
        hour, _sign, minute = text.replace("h", ":").partition(":")
        if not (hour.isascii() and hour.isdigit() and len(hour) <= 2 and int(hour) < 24):
            raise ValueError(_("Write the time as hours and minutes, for instance 08:00."))
        minute = minute or "0"
        if not (minute.isascii() and minute.isdigit() and len(minute) <= 2 and int(minute) < 60):
            raise ValueError(_("Write the time as hours and minutes, for instance 08:00."))
        self.data = time(int(hour), int(minute))

    def _value(self):
        return f"{self.data:%H:%M}" if self.data else (self.raw_data[0] if self.raw_data else "")


def numbered(form: Form, number: int) -> Form:
    """Ids of their own for the fields of one among many forms on a page."""
    for field in form:
        field.id = f"{field.short_name}-{number}"
    return form


class CampaignForm(Form):
    name = text_field(_l("Name of the campaign"), Required(), max_length=200)
    motto = text_field(_l("Motto"), max_length=200)
    starts_on = DayField(_l("First day"), [Required()])
    ends_on = DayField(_l("Last day"), [Required()])
    grace_days = CountField(_l("Days after the last one in which records may still be sent"), least=0, most=60)
    shift_min = CountField(_l("Fewest people on a shift"), least=0, most=MOST_HEADS)
    shift_max = CountField(_l("Most people on a shift"), least=1, most=MOST_HEADS)
    shift_leads = CountField(_l("Of them leads"), least=0, most=MOST_HEADS)
    quota_collectives = CountField(_l("Collectives to be commended"), least=0, most=MOST_QUOTA)
    quota_individuals = CountField(_l("Individuals to be commended"), least=0, most=MOST_QUOTA)

    def validate_ends_on(self, field):
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first."))

    def fields(self) -> dict:
        return {name: self[name].data for name in FIELDS}


class PointForm(Form):
    name = text_field(_l("Name of the point"), Required(), max_length=200)
    address = text_field(_l("Address"), max_length=200)


class SlotForm(Form):
    name = text_field(_l("Name of the slot"), Required(), max_length=40)
    starts = TimeField(_l("From (hour:minute)"), [Required()], render_kw={"maxlength": 5})
    ends = TimeField(_l("To (hour:minute)"), [Required()], render_kw={"maxlength": 5})

    def validate_ends(self, field):
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("The slot must end after it starts."))


WHO = {"both": _l("People and teams"), "individual": _l("People only"), "collective": _l("Teams only")}


class KindForm(Form):
    vi = text_field(_l("Name in Vietnamese"), Required(), max_length=120)
    en = text_field(_l("Name in English"), Required(), max_length=120)
    unit = text_field(_l("Unit"), Required(), max_length=40)
    logged_by = SelectField(_l("Who records it"), choices=[SelectChoice(one, WHO[one]) for one in LOGGED_BY])
    retired = BooleanField(_l("No longer offered"))

    def fields(self) -> dict:
        return {
            "vi": self.vi.data,
            "en": self.en.data,
            "unit": self.unit.data,
            "logged_by": self.logged_by.data,
            "retired": self.retired.data,
        }


class NewKindForm(KindForm):
    code = StringField(_l("Code, for instance vneid_level2"), [Required()], render_kw={"maxlength": 40})

    def validate_code(self, field):
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", field.data or "", re.ASCII):
            raise ValidationError(
                _("A code has up to 40 small letters, digits and underscores, and starts with a letter.")
            )
