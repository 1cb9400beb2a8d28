"""Fields that every form shares: text that is clean, counts in range, days and phones as people write them."""

from datetime import date

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, StringField, TextAreaField
from wtforms import Form as WTForm
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput

from .i18n import catalogue, language
from .text import TextProblem, clean_name, clean_text, holds_identity_number
from .unsent import not_sent, only_shown
from .words import say


class Sentences:
    """WTForms' own messages, from our catalogue."""

    def gettext(self, string):
        return catalogue(language()).gettext(string)

    def ngettext(self, singular, plural, n):
        return catalogue(language()).ngettext(singular, plural, n)


class Form(FlaskForm):
    # Whether it is only shown again, after its session had ended.
    not_sent = False

    class Meta(FlaskForm.Meta):
        def get_translations(self, form):
            return Sentences()

        def wrap_formdata(self, form, formdata):
            """An empty body is an empty form. Flask-WTF takes it for none at all, and fields would keep what the
            code put in them, unread and unchecked."""
            found = super().wrap_formdata(form, formdata)
            sent_empty = found is None and formdata is not None and request and request.method == "POST"
            return request.form if sent_empty else found

    def validate(self, extra_validators=None):
        """Whether it can be acted on: one that is only shown again is checked, and says that it was not sent."""
        valid = super().validate(extra_validators)
        if not only_shown.get():
            return valid
        self.not_sent, self.form_errors = True, [*self.form_errors, not_sent()]
        return False

    def apart(self, name: str):
        """This form, its fields with ids of their own: another form of the page has fields of the same names."""
        for field in self:
            field.id = field.label.field_id = f"{name}-{field.id}"
        return self


class Part(WTForm):
    """One row among many of a form: it carries no token of its own."""

    class Meta:
        def get_translations(self, form):
            return Sentences()


class CleanText:
    """Normalises a text and refuses what must not be stored."""

    def __init__(self, max_length: int, multiline: bool = False, free: bool = True, name: bool = False):
        self.max_length, self.multiline, self.free, self.name = max_length, multiline, free, name

    def __call__(self, form, field):
        try:
            if self.name:
                field.data = clean_name(field.data or "", self.max_length)
            else:
                field.data = clean_text(field.data or "", self.max_length, self.multiline)
        except TextProblem as problem:
            raise ValidationError(say(problem.code, **problem.facts)) from problem
        if self.free and holds_identity_number(field.data):
            raise ValidationError(
                gettext("Leave out identity and phone numbers: 9 or more digits in a row are not accepted here.")
            )


def text_field(label, *validators, max_length: int = 200, multiline: bool = False, free: bool = True, **kwargs):
    """A line (or lines) of text; ``free`` text refuses numbers that look like a citizen's."""
    kind = TextAreaField if multiline else StringField
    keywords = {"maxlength": max_length, **kwargs.pop("render_kw", {})}
    return kind(label, [CleanText(max_length, multiline, free), *validators], render_kw=keywords, **kwargs)


def name_field(label, *validators, max_length: int = 200, free: bool = True, **kwargs):
    """A line that names somebody or something: nothing unseen in it, no letters that look like others."""
    keywords = {"maxlength": max_length, **kwargs.pop("render_kw", {})}
    clean = CleanText(max_length, free=free, name=True)
    return StringField(label, [clean, *validators], render_kw=keywords, **kwargs)


class CountField(IntegerField):
    """A whole number from ``least`` to ``most``; an empty field is zero (or None where ``empty`` is None)."""

    def __init__(self, label=None, validators=None, least=0, most=1000, empty=0, **kwargs):
        keywords = {"min": least, "max": most, "inputmode": "numeric", **kwargs.pop("render_kw", {})}
        super().__init__(label, validators, render_kw=keywords, **kwargs)
        self.least, self.most, self.empty = least, most, empty

    def process_formdata(self, valuelist):
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = self.empty
            return
        digits = text.removeprefix("-")
        if not digits.isascii() or not digits.isdigit() or len(text) > 12:
            self.data = None
            raise ValueError(gettext("Enter a whole number."))
        self.data = int(text)

    def pre_validate(self, form):
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                gettext("Enter a number from %(least)s to %(most)s.", least=self.least, most=self.most)
            )


class DayField(Field):
    """A day, as browsers send it (2025-08-14) or as people write it (14/8/2025), from 2000 to 2100."""

    widget = DateInput()

    def _value(self):
        return self.data.isoformat() if self.data else (self.raw_data[0] if self.raw_data else "")

    def process_formdata(self, valuelist):
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        self.data = read_day(text)
        if self.data is None:
            raise ValueError(gettext("Enter the day as day/month/year, for instance 14/8/2025."))


def read_id(text: str | None) -> int:
    """The id that a field sends; 0, which nothing has, for anything that can't be one."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_day(text: str) -> date | None:
    """A day from 2000 to 2100 in either notation, else None."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            found = date(year, month, day)
        else:
            found = date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return found if 2000 <= found.year <= 2100 else None


class Required:
    """There must be something in this field."""

    field_flags = {"required": True}

    def __init__(self, message=None):
        self.message = message

    def __call__(self, form, field):
        if field.data in (None, "", []) and not field.errors:
            raise ValidationError(self.message or gettext("Fill in this field."))
