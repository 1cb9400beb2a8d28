"""Forms of those who are asked, and of the office."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField

from app.core.forms import CountField, Form, Required, name_field, text_field

from .rules import ANSWER_WORDS, MOST_GUESTS, MOST_TEXT, RIGHT

MOST_NAME = 200
COMING = {"": _l("I don't know yet"), "yes": _l("We come"), "no": _l("Nobody comes")}


class _Coming(Form):
    coming = SelectField(_l("The ceremony"), choices=[SelectChoice(key, text) for key, text in COMING.items()])
    guests = CountField(_l("Guests besides"), most=MOST_GUESTS)
    who = text_field(_l("Who comes"), max_length=MOST_NAME)

    @property
    def comes(self) -> int | None:
        """How many, guests too; None: not known."""
        return {"yes": 1 + (self.guests.data or 0), "no": 0}.get(self.coming.data or "")


class ReplyForm(_Coming):
    answer = RadioField(
        _l("Is it right?"), choices=[SelectChoice(key, _l(text)) for key, text in ANSWER_WORDS.items()], default=RIGHT
    )
    right_name = name_field(_l("The right name"), max_length=MOST_NAME)
    what = text_field(_l("What is wrong, or why you decline"), max_length=MOST_TEXT, multiline=True)


class NoteForm(_Coming):
    pass


class SettleForm(Form):
    done = text_field(_l("What was done"), Required(), max_length=MOST_TEXT)
