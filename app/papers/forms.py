"""Forms about papers."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import ValidationError

from app.core.forms import CountField, DayField, Form, Required, text_field
from app.core.web import site_address
from app.papers.rules.amending import KINDS, MOST_CHANGES, WHAT, Change
from app.papers.rules.bonus import Rate
from app.papers.rules.sheet import MOST_SHIFT, Places
from app.papers.rules.texts import LONGEST_LINE, MOST_LINES, TEXTS

MOST_NUMBER, LONGEST_REASON, MOST_WORDS = 99_999, 500, 300


def _number(label):
    return CountField(label, least=1, most=MOST_NUMBER, empty=None)


class NumbersForm(Form):
    decision_no = _number(_l("Number of the decision"))
    decision_day = DayField(_l("Its day"))
    submission_no = _number(_l("Number of the submission"))
    submission_day = DayField(_l("Its day"))
    minutes_no = _number(_l("Number of the minutes"))
    minutes_day = DayField(_l("Its day"))

    @property
    def numbers(self) -> dict:
        return {
            paper: (self[f"{paper}_no"].data, self[f"{paper}_day"].data)
            for paper in ("decision", "submission", "minutes")
        }


class RateForm(Form):
    starts_on = DayField(_l("In force from"), [Required()])
    base_salary = CountField(_l("Base salary, VND per month"), least=1, most=100_000_000)
    collective = CountField(_l("Factor of a collective, in thousandths"), least=0, most=100_000)
    individual = CountField(_l("Factor of an individual, in thousandths"), least=0, most=100_000)
    household = CountField(_l("Factor of a household, in thousandths"), least=0, most=100_000)
    round_up_to = CountField(_l("Round up to this many VND (0: no rounding)"), least=0, most=1_000_000)
    source = text_field(_l("Legal basis"), max_length=200, free=False)

    @property
    def rate(self) -> Rate:
        names = ("starts_on", "base_salary", "collective", "individual", "household", "round_up_to", "source")
        return Rate(**{name: self[name].data for name in names})


def _lines(form, field):
    lines = (field.data or "").splitlines()
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(gettext("At most %(n)s lines of %(m)s characters.", n=MOST_LINES, m=LONGEST_LINE))


class TextsForm(Form):
    """One field for each text; an empty one means ours."""

    @property
    def texts(self) -> dict[str, str]:
        return {key: self[key].data for key in TEXTS}


for _text in TEXTS.values():
    _checks = (_lines,) if _text.lines else ()
    _field = text_field(_l(_text.label), *_checks, max_length=_text.most, multiline=_text.lines, free=False)
    setattr(TextsForm, _text.key, _field)


def _choice(label, choices):
    """A list to choose from, its first line empty."""
    return SelectField(label, choices=[SelectChoice("", ""), *(SelectChoice(*one) for one in choices)])


def amendment_form(recipients) -> Form:
    """What a further decision changes: up to so many lines, each about a name of the decision or its text."""

    class AmendmentForm(Form):
        kind = RadioField(
            _l("What shall be done"),
            choices=[SelectChoice(kind, _l(said)) for kind, said in KINDS.items()],
            validators=[Required()],
        )
        reason = text_field(_l("Reason"), Required(), max_length=LONGEST_REASON, multiline=True)

        @property
        def changes(self) -> list[Change]:
            found = []
            for at in range(MOST_CHANGES):
                whom, what, before, after = (
                    self[f"{name}_{at}"].data for name in ("whom", "what", "before", "after")
                )
                if what:
                    found.append(Change(int(whom) if whom else None, what, before or "", after or ""))
            return found

    people = [(f"{one.nomination_id}", f"{one.name} ({one.unit})" if one.unit else one.name) for one in recipients]
    for at in range(MOST_CHANGES):
        setattr(AmendmentForm, f"whom_{at}", _choice(_l("Whose"), people))
        setattr(
            AmendmentForm,
            f"what_{at}",
            _choice(_l("What has to change"), [(what, _l(said)) for what, said in WHAT.items()]),
        )
        for part, label in (("before", _l("As it reads (other words only)")), ("after", _l("As it should read"))):
            setattr(AmendmentForm, f"{part}_{at}", text_field(label, max_length=MOST_WORDS))
    return AmendmentForm(formdata=None) if request.method != "POST" else AmendmentForm()


class AnswerForm(Form):
    granted = RadioField(
        _l("Answer"),
        [Required()],
        choices=[SelectChoice("y", _l("Agree: it takes effect")), SelectChoice("n", _l("Decline"))],
    )


class NumberForm(Form):
    number = CountField(_l("Number of the decision"), least=1, most=MOST_NUMBER, empty=None, validators=[Required()])
    day = DayField(_l("Its day"), [Required()])


class MillimetreField(StringField):
    """Millimetres with at most one decimal, as people write them; ``data`` in tenths."""

    def __init__(self, label=None, least=-MOST_SHIFT, most=MOST_SHIFT, **kwargs):
        super().__init__(label, render_kw={"inputmode": "decimal", "size": 6}, **kwargs)
        self.least, self.most = least, most

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        whole, tenth = divmod(abs(self.data or 0), 10)
        return f"{'-' if (self.data or 0) < 0 else ''}{whole}{f',{tenth}' if tenth else ''}"

    def process_formdata(self, valuelist):
        text = valuelist[0].strip().replace(",", ".") if valuelist else ""
        digits = text.removeprefix("-")
        whole, _, tenth = digits.partition(".")
        known = digits.isascii() and whole.isdigit() and (tenth.isdigit() or not tenth) and len(digits) < 6
        if not known or len(tenth) > 1:
            self.data = None
            raise ValueError(gettext("Write millimetres, for instance 2,5."))
        self.data = (int(whole) * 10 + int(tenth or 0)) * (-1 if text.startswith("-") else 1)

    def pre_validate(self, form):
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                gettext("From %(least)s to %(most)s mm.", least=self.least // 10, most=self.most // 10)
            )


class PlacesForm(Form):
    """Where the words stand on the ward's own blanks."""

    x = MillimetreField(_l("Everything to the right by, mm"))
    y = MillimetreField(_l("Everything down by, mm"))
    name_y = MillimetreField(_l("The name begins at, mm from above"), least=0, most=1800)
    merit_y = MillimetreField(_l("The merit begins at, mm from above"), least=0, most=1800)
    foot_y = MillimetreField(_l("Date and signature begin at, mm from above"), least=0, most=1800)
    qr = BooleanField(_l("Print QR code and check code"))

    @property
    def places(self) -> Places:
        return Places(**{name: self[name].data for name in ("x", "y", "name_y", "merit_y", "foot_y", "qr")})


class AddressField(BooleanField):
    """Ticked by whoever has read the address that the QR codes lead to: it counts for the very address that was
    shown, and stands on paper for good."""

    def _value(self):
        return site_address()

    def process_formdata(self, valuelist):
        self.data = bool(valuelist) and valuelist[0] == site_address()

    def pre_validate(self, form):
        if not self.data:
            raise ValidationError(gettext("Read the address and tick that it is right: on paper it stays for good."))


class IssueForm(Form):
    first_no = _number(_l("First number in the register"))
    address = AddressField(_l("This address is right, and will still be the ward's in some years"))


class ReasonForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=LONGEST_REASON)


class TemplateForm(Form):
    file = FileField(_l("Word template (.docx)"), [Required()])


class CodeForm(Form):
    class Meta(Form.Meta):
        csrf = False

    code = StringField(_l("Code on the certificate"), render_kw={"maxlength": 40, "autocomplete": "off"})
