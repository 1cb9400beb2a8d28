"""Forms about opening: a campaign with its rows, a copy of one, a ward with its secretary."""

import secrets
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, Optional, ValidationError

from app.campaigns.forms import TimeField
from app.campaigns.rules import KindPlan, SlotPlan
from app.campaigns.rules.answers import MOST_DAYS
from app.campaigns.rules.document import LOGGED_BY, MOST_HEADS, MOST_KINDS, MOST_POINTS, MOST_QUOTA, MOST_SLOTS
from app.core.forms import CountField, DayField, Form, Part, Required, text_field
from app.core.i18n import language
from app.core.text import identity_key, normalise_email, normalise_phone
from app.ranking.forms import AmountField
from app.ranking.rules.fields import Fields, SchemeError

from .rules import KINDS, SCHEMES, SLOTS, Draft, code_for, scheme_of

# So many empty rows stand there at first, and so many come with each "more rows".
FIRST_ROWS = {"points": 3, "slots": 1, "own_kinds": 1}
MORE = 5
NOT_EMPTY = ("name", "address", "starts", "ends", "unit", "points")


class Written(Required):
    """There must be something in this field, unless its whole row is empty: browsers must not ask for it."""

    field_flags: ClassVar[dict] = {}


class Row(Part):
    """Empty as long as nothing is written in any field but those that always say something."""

    @property
    def empty(self) -> bool:
        return not any((field.raw_data or [""])[0].strip() for field in self if field.short_name in NOT_EMPTY)

    def validate(self, extra_validators=None):
        """An empty row is no row."""
        return True if self.empty else super().validate(extra_validators)


class PointRow(Row):
    name = text_field(_l("Name of the point"), Written(), max_length=200)
    address = text_field(_l("Address"), max_length=200)


class SlotRow(Row):
    name = text_field(_l("Slot"), Written(), max_length=40)
    starts = TimeField(_l("From"), [Written()], render_kw={"maxlength": 5, "inputmode": "text"})
    ends = TimeField(_l("Until"), [Written()], render_kw={"maxlength": 5, "inputmode": "text"})

    def validate_ends(self, field):
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("The slot must end after it starts."))


class KindRow(Row):
    name = text_field(_l("What is done"), Written(), max_length=120)
    unit = text_field(_l("Unit"), Written(), max_length=40)
    points = AmountField(_l("Points each"), [Length(max=20)], render_kw={"inputmode": "decimal", "maxlength": 20})
    logged_by = SelectField(
        _l("Who records it"),
        choices=[
            SelectChoice("both", _l("people and teams")),
            SelectChoice("individual", _l("people only")),
            SelectChoice("collective", _l("teams only")),
        ],
        default=LOGGED_BY[0],
    )

    def validate_points(self, field):
        try:
            self.each = Fields({"points": field.plain or "1"}).decimal("points")
        except SchemeError as error:
            raise ValidationError(_("Write points such as 2 or 0.5, at most 1,000,000.")) from error


class DaysForm(Form):
    """Name and days of a new campaign; ``key`` tells one sending from another."""

    name = text_field(_l("Name of the campaign"), Required(), max_length=200)
    starts_on = DayField(_l("First day"), [Required()])
    ends_on = DayField(_l("Last day"), [Required()])
    key = HiddenField(validators=[Length(max=40)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.key.data:
            self.key.data = secrets.token_hex(16)

    def validate_ends_on(self, field):
        if not (self.starts_on.data and field.data):
            return
        if field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first."))
        if (field.data - self.starts_on.data).days >= MOST_DAYS:
            raise ValidationError(_("A campaign lasts at most %(most)s days.", most=MOST_DAYS))


class OpeningForm(DaysForm):
    """``wards``: those in which it may be opened, as (id, name); where there is one, nobody is asked."""

    ward = SelectField(_l("Ward"), coerce=int)
    motto = text_field(_l("Motto"), max_length=200)
    points = FieldList(FormField(PointRow))
    slots = FieldList(FormField(SlotRow))
    kinds = SelectMultipleField(_l("What is counted"), validate_choice=False)
    own_kinds = FieldList(FormField(KindRow))
    scheme = RadioField(_l("Scheme of points"))
    shift_min = CountField(_l("Minimum number of people on a shift"), least=0, most=MOST_HEADS, default=2)
    shift_max = CountField(_l("Maximum number of people on a shift"), least=1, most=MOST_HEADS, default=4)
    shift_leads = CountField(_l("Team leads among them"), least=0, most=MOST_HEADS, default=1)
    quota_collectives = CountField(_l("Collectives to be commended"), least=0, most=MOST_QUOTA, default=0)
    quota_individuals = CountField(_l("Individuals to be commended"), least=0, most=MOST_QUOTA, default=0)

    def __init__(self, *args, wards, **kwargs):
        super().__init__(*args, **kwargs)
        self.ward.choices = [SelectChoice(ward.id, f"{ward.name}, {ward.province}") for ward in wards]
        self.kinds.choices = [(kind.code, kind.vi if language() == "vi" else kind.en) for kind, _points in KINDS]
        self.scheme.choices = [SelectChoice(name, _(words)) for name, words in SCHEMES.items()]
        if not self.is_submitted():
            self.kinds.data = [kind.code for kind, _points in KINDS]
            self.scheme.data = next(iter(SCHEMES))
            for slot in SLOTS:
                self.slots.append_entry({"name": slot.name, "starts": slot.starts, "ends": slot.ends})
            for name, count in FIRST_ROWS.items():
                self.more(name, count)

    def more(self, name: str, count: int = MORE) -> None:
        """More empty rows: of points, slots or own_kinds."""
        if name in FIRST_ROWS:
            for _n in range(count):
                self[name].append_entry()

    def filled(self, name: str) -> list:
        """The rows in which something is written."""
        return [entry.form for entry in self[name] if not entry.form.empty]

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        checks = (self._enough(), *(self._once(name) for name in FIRST_ROWS), self._sizes())
        return fine and all(checks)

    def _enough(self) -> bool:
        """At least one point, slot and kind; no more than a campaign may have."""
        wrong = []
        for name, most, none in (
            ("points", MOST_POINTS, _("A campaign needs at least one point.")),
            ("slots", MOST_SLOTS, _("A campaign needs at least one slot.")),
        ):
            found = self.filled(name)
            if not found:
                wrong.append((self[name].entries[0].form.name if self[name].entries else self.name, none))
            elif len(found) > most:
                wrong.append((found[most].name, _("There can be at most %(most)s of these.", most=most)))
        own, known = self.filled("own_kinds"), self._known()
        if not own and not known:
            wrong.append((self.kinds, _("Tick at least one, or write one of your own.")))
        elif len(own) + len(known) > MOST_KINDS:
            wrong.append((own[-1].name, _("There can be at most %(most)s of these.", most=MOST_KINDS)))
        return self._told(wrong)

    def _once(self, name: str) -> bool:
        """No two rows with one name, as wards tell names apart."""
        seen = {identity_key(kind.vi) for kind in self._known()} if name == "own_kinds" else set()
        wrong = []
        for row in self.filled(name):
            key = identity_key(row.name.data or "")
            if key and key in seen:
                wrong.append((row.name, _("This name is here twice.")))
            seen.add(key)
        return self._told(wrong)

    def _sizes(self) -> bool:
        least, most, leads = self.shift_min.data, self.shift_max.data, self.shift_leads.data
        if None in (least, most, leads) or (least <= most and leads <= most):
            return True
        return self._told([(self.shift_max, _("The minimum and the leads must not be above the maximum."))])

    def _told(self, wrong: list) -> bool:
        for field, message in wrong:
            field.errors = [*field.errors, message]
        return not wrong

    def _known(self) -> list[KindPlan]:
        picked = set(self.kinds.data or ())
        return [kind for kind, _points in KINDS if kind.code in picked]

    def wrong(self) -> list:
        """(field, its first error) of every field and row that is to be corrected, in their order on the page."""
        out = []
        for field in self:
            if isinstance(field, FieldList):
                out += [(one, one.errors[0]) for entry in field for one in entry.form if one.errors]
            elif field.errors:
                out.append((field, field.errors[0]))
        return out

    def draft(self) -> Draft:
        """What the form says, once it is in order."""
        kinds, own = self._known(), {}
        for row in self.filled("own_kinds"):
            code = code_for(row.name.data, {kind.code for kind, _points in KINDS} | set(own))
            own[code] = row.each
            kinds.append(KindPlan(code, row.name.data, row.name.data, row.unit.data, row.logged_by.data))
        return Draft(
            name=self.name.data,
            motto=self.motto.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            points=tuple((row.name.data, row.address.data) for row in self.filled("points")),
            slots=tuple(SlotPlan(row.name.data, row.starts.data, row.ends.data) for row in self.filled("slots")),
            kinds=tuple(kinds),
            scheme=scheme_of(self.scheme.data, kinds, own),
            shift_min=self.shift_min.data,
            shift_max=self.shift_max.data,
            shift_leads=self.shift_leads.data,
            quota_collectives=self.quota_collectives.data,
            quota_individuals=self.quota_individuals.data,
        )


class CopyForm(DaysForm):
    """A copy of a campaign: everything but its days and its name comes from that one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ends_on.validators = [Optional()]
        self.ends_on.flags.required = False
        self.ends_on.flags.optional = True


class WardForm(Form):
    """A ward and the secretary who opens its campaign."""

    ward = text_field(_l("Name of the ward"), Required(), max_length=120, render_kw={"placeholder": "phường Cửa Nam"})
    province = text_field(_l("Province or city"), Required(), max_length=120, render_kw={"placeholder": "Hà Nội"})
    name = text_field(_l("Full name of the secretary"), Required(), max_length=200)
    phone = StringField(_l("Phone number"), [Length(max=30)], render_kw={"inputmode": "tel", "autocomplete": "off"})
    email = StringField(
        _l("E-mail address"), [Length(max=254)], render_kw={"inputmode": "email", "autocomplete": "off"}
    )

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        if not self.phone.data and not self.email.data:
            self.phone.errors = [_("Give a phone number or an e-mail address to sign in with.")]
            return False
        return fine

    def validate_phone(self, field):
        found = normalise_phone(field.data) if field.data else None
        if field.data and found is None:
            raise ValidationError(_("This is not a phone number of Vietnam."))
        field.data = found

    def validate_email(self, field):
        found = normalise_email(field.data) if field.data else None
        if field.data and found is None:
            raise ValidationError(_("This is not an e-mail address."))
        field.data = found
