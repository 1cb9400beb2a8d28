"""Forms of the ledger."""

import secrets

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField
from wtforms.validators import Length, Regexp, ValidationError

from app.core.forms import CountField, DayField, Form, Required, read_id, text_field

from .rules import DAY_MINUTES, GROUPS, MOST_OF_A_KIND

LONGEST_NOTE, LONGEST_REASON = 500, 300


def new_ref() -> str:
    """A name for one filled-in form: a second tap on its button is the same record, not another one."""
    return secrets.token_urlsafe(16)


class Counts(Field):
    """How many of each kind: fields ``count-<kind id>``, kept as {kind id: number}.

    Kinds are not needed to read them (the verb checks the ids), only to draw them: ``draw``.
    """

    prefix = "count-"

    def process(self, formdata, data=None, extra_filters=None):
        self.process_errors, self.errors, self.wrong = [], [], {}
        self.object_data = data if isinstance(data, dict) else {}
        self.data, self.raw = dict(self.object_data), {}
        if not formdata:
            return
        self.data = {}
        for name in formdata:
            kind = name.removeprefix(self.prefix)
            if name == kind or not kind.isascii() or not kind.isdigit() or len(kind) > 9:
                continue
            self.raw[int(kind)] = formdata[name]

    def pre_validate(self, form):
        for kind_id in self.raw:
            one = self._one(kind_id, "")
            if one.validate(form):
                self.data[kind_id] = one.data
            else:
                self.wrong[kind_id] = one.errors
        if self.wrong:
            raise ValidationError(next(iter(self.wrong.values()))[0])

    def _one(self, kind_id: int, label: str) -> CountField:
        field = CountField(label, most=MOST_OF_A_KIND, _form=None, name=f"{self.prefix}{kind_id}", _meta=self.meta)
        raw = self.raw.get(kind_id)
        field.process(_Single(field.name, raw) if raw is not None else None, data=self.object_data.get(kind_id))
        field.errors = []
        return field

    def draw(self, kinds, lang: str) -> list:
        """Pairs (kind, field) to be drawn, with what was typed and what was wrong with it."""
        fields = []
        for kind in kinds:
            field = self._one(kind.id, kind.vi if lang == "vi" else kind.en)
            field.errors = self.wrong.get(kind.id, [])
            fields.append((kind, field))
        return fields


class _Single:
    """One field's value in the shape of form data."""

    def __init__(self, name: str, value: str):
        self.name, self.value = name, value

    def __contains__(self, name):
        return name == self.name

    def getlist(self, name):
        return [self.value]


class LogForm(Form):
    """What a volunteer writes after a shift: figures only, nothing about a citizen."""

    client_ref = HiddenField(validators=[Length(min=8, max=64), Regexp(r"\A[A-Za-z0-9_-]+\Z")], default=new_ref)
    shift = HiddenField()
    day = DayField(_l("Day"), [Required()])
    team = SelectField(_l("Team"), coerce=int, choices=[])
    minutes = CountField(_l("Minutes"), least=0, most=DAY_MINUTES, empty=0)
    elderly = CountField(_l("Elderly people"), most=MOST_OF_A_KIND)
    disabled = CountField(_l("People with a disability"), most=MOST_OF_A_KIND)
    poor_household = CountField(_l("People of poor households"), most=MOST_OF_A_KIND)
    counts = Counts(_l("Services"))
    note = text_field(_l("Note"), max_length=LONGEST_NOTE, multiline=True, render_kw={"rows": 2})

    # The doubt about these figures that was answered with yes; what stood when the form was opened; whether a record
    # that waits may be taken back for this.
    sure = HiddenField()
    seen = HiddenField(validators=[Length(max=64)])
    take_back = HiddenField()

    def shift_id(self) -> int | None:
        return read_id(self.shift.data) or None

    def content(self) -> dict:
        """What the verbs take."""
        return {
            "day": self.day.data,
            "minutes": self.minutes.data,
            "groups": {name: self[name].data for name in GROUPS},
            "counts": dict(self.counts.data),
            "note": self.note.data,
        }


class DecisionForm(Form):
    """A verdict; what is not an approval needs a reason, picked or typed (typed wins)."""

    verdict = HiddenField()
    picked = SelectField(_l("Reason"), choices=[], default="")
    reason = text_field(_l("In your own words"), max_length=LONGEST_REASON, multiline=True, render_kw={"rows": 2})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.picked.choices = [("", _("Choose a reason")), *((text, text) for text in reasons_to_return())]

    def why(self) -> str:
        return self.reason.data or self.picked.data or ""


def reasons_to_return() -> list[str]:
    """What most often has to be corrected, in the reader's words: it is stored as it is sent."""
    return [
        _("The people helped are missing or don't fit the services."),
        _("The time does not fit the shift."),
        _("This seems to be recorded twice."),
        _("Please add a note on where and what this was."),
    ]
