"""Forms about campaigns."""

import re
from datetime import time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import ValidationError

from app.core.forms import CountField, DayField, Form, Required, name_field, text_field
from app.core.text import normalise_phone
from app.core.words import minutes
from app.places.models import LINE, PLACE

from .rules import DUTY_FIELDS, DUTY_RANGES, FIELDS, UNLIMITED
from .rules.document import LOGGED_BY, MOST_HEADS, MOST_QUOTA


class TimeField(StringField):
    """A time of day, "08:00" (or "8h30" as people write it)."""

    def process_formdata(self, valuelist):
        self.data, text = None, (valuelist[0].strip().lower() if valuelist else "")
        if not text:
            return
        hour, _sign, minute = text.replace("h", ":").partition(":")
        if not (hour.isascii() and hour.isdigit() and len(hour) <= 2 and int(hour) < 24):
            raise ValueError(_("Enter the time as hours and minutes, for instance 08:00."))
        minute = minute or "0"
        if not (minute.isascii() and minute.isdigit() and len(minute) <= 2 and int(minute) < 60):
            raise ValueError(_("Enter the time as hours and minutes, for instance 08:00."))
        self.data = time(int(hour), int(minute))

    def _value(self):
        return f"{self.data:%H:%M}" if self.data else (self.raw_data[0] if self.raw_data else "")


def numbered(form: Form, number: int) -> Form:
    """Ids of their own for the fields of one among many forms on a page."""
    for field in form:
        field.id = f"{field.short_name}-{number}"
    return form


class CampaignForm(Form):
    name = name_field(_l("Name of the campaign"), Required(), max_length=200)
    motto = text_field(_l("Motto"), max_length=200)
    starts_on = DayField(_l("First day"), [Required()])
    ends_on = DayField(_l("Last day"), [Required()])
    grace_days = CountField(_l("Days after the last day during which records may still be sent"), least=0, most=60)
    shift_min = CountField(_l("Minimum number of people on a shift"), least=0, most=MOST_HEADS)
    shift_max = CountField(_l("Maximum number of people on a shift"), least=1, most=MOST_HEADS)
    shift_leads = CountField(_l("Team leads among them"), least=0, most=MOST_HEADS)
    quota_collectives = CountField(_l("Collectives to be commended"), least=0, most=MOST_QUOTA)
    quota_individuals = CountField(_l("Individuals to be commended"), least=0, most=MOST_QUOTA)

    def validate_ends_on(self, field):
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first."))

    def fields(self) -> dict:
        return {name: self[name].data for name in FIELDS}


class PhoneNumber:
    """A Vietnamese phone number, kept as its digits; an empty field is none."""

    def __call__(self, form, field):
        text = (field.data or "").strip()
        field.data = normalise_phone(text) if text else ""
        if field.data is None:
            field.data = text
            raise ValidationError(_("This is not a phone number of Vietnam."))


class PointForm(Form):
    name = name_field(_l("Name of the point"), Required(), max_length=200)
    address = text_field(_l("Address"), max_length=200)
    phone = StringField(
        _l("Number to call at the point"), [PhoneNumber()], render_kw={"maxlength": 30, "inputmode": "tel"}
    )
    kind = SelectField(
        _l("Kind of point"),
        choices=[
            SelectChoice(PLACE, _l("A place to go to")),
            SelectChoice(LINE, _l("An on-call line, round the clock")),
        ],
        default=PLACE,
    )
    least = CountField(_l("People an on-call line needs at any time"), least=1, most=MOST_HEADS, empty=None)

    def fields(self) -> dict:
        return {name: self[name].data for name in ("name", "address", "phone", "kind", "least")}


class SpanField(StringField):
    """A span of time, in minutes: "10" hours, "10:30" or "10h30"."""

    def __init__(self, label=None, least=0, most=0, **kwargs):
        super().__init__(label, render_kw={"maxlength": 8, "inputmode": "text"}, **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, valuelist):
        self.data, text = None, (valuelist[0].strip().lower() if valuelist else "")
        if not text:
            return
        hour, _sign, minute = text.replace("h", ":").partition(":")
        minute = minute or "0"
        plain = all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (hour, minute))
        if not plain or int(minute) > 59:
            raise ValueError(_("Write hours, or hours and minutes, for instance 10 or 10:30."))
        self.data = int(hour) * 60 + int(minute)

    def pre_validate(self, form):
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                _("Write a time from %(least)s to %(most)s.", least=minutes(self.least), most=minutes(self.most))
            )

    def _value(self):
        if self.data is None:
            return self.raw_data[0] if self.raw_data else ""
        hours, rest = divmod(self.data, 60)
        return f"{hours}:{rest:02d}" if rest else str(hours)


def _span(name: str, label) -> SpanField:
    least, most = DUTY_RANGES[name]
    return SpanField(label, least, most)


def _count(name: str, label) -> CountField:
    least, most = DUTY_RANGES[name]
    return CountField(label, least=least, most=most, empty=None)


class DutyForm(Form):
    """Who may take a shift, and what then follows. Times in hours, those that are short in minutes."""

    rest_minutes = _span("rest_minutes", _l("Hours of rest after a duty in the evening"))
    evening_from = TimeField(
        _l("A duty counts as an evening duty if it ends at or after"), render_kw={"maxlength": 5}
    )
    day_minutes = _span("day_minutes", _l("Longest day, in hours"))
    week_minutes = _span("week_minutes", _l("Longest week, in hours"))
    min_age = _count("min_age", _l("Minimum age, in years"))
    opens_days = _count("opens_days", _l("Sign-up opens this many days before the shift"))
    leave_minutes = _span("leave_minutes", _l("A seat can be given up until this many hours before the start"))
    offer_minutes = _count("offer_minutes", _l("Minutes to accept a free seat"))
    offer_least_minutes = _count("offer_least_minutes", _l("The same shortly before the start, at least"))
    naming_minutes = _span("naming_minutes", _l("A team names its people until this many hours before the start"))
    check_in_before_minutes = _count(
        "check_in_before_minutes", _l("Check-in opens this many minutes before the start")
    )
    late_after_minutes = _count("late_after_minutes", _l("Late from this many minutes after the start"))
    check_out_after_minutes = _count(
        "check_out_after_minutes", _l("Check-out is open until this many minutes after the end")
    )

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        for name in DUTY_FIELDS:
            if self[name].data is None and name not in UNLIMITED and not self[name].errors:
                self[name].errors, fine = [_("Fill in this field.")], False
        return fine

    def fields(self) -> dict:
        return {name: self[name].data for name in DUTY_FIELDS}


class SlotForm(Form):
    name = name_field(_l("Name of the slot"), Required(), max_length=40)
    starts = TimeField(_l("From (hour:minute)"), [Required()], render_kw={"maxlength": 5})
    ends = TimeField(_l("To (hour:minute)"), [Required()], render_kw={"maxlength": 5})

    def validate_ends(self, field):
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("The slot must end after it starts."))


WHO = {"both": _l("People and teams"), "individual": _l("People only"), "collective": _l("Teams only")}


class KindForm(Form):
    vi = name_field(_l("Name in Vietnamese"), Required(), max_length=120)
    en = name_field(_l("Name in English"), Required(), max_length=120)
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
