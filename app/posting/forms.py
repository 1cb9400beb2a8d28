"""Forms of posting: the ward's rule, a posting, an objection and its answer."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField

from app.core.forms import CountField, Form, Required, text_field

from .rules import MOST_DAYS, MOST_TEXT, PUBLIC, SCOPE_WORDS, USUAL_DAYS, VERDICT_WORDS, WARD, new_code

MOST_REASON = 300


def _days():
    return CountField(_l("For how many days"), least=1, most=MOST_DAYS, empty=None, default=USUAL_DAYS)


class RuleForm(Form):
    scope = SelectField(
        _l("Lists that are locked from now on"),
        choices=[SelectChoice(key, _l(text)) for key, text in SCOPE_WORDS.items()],
    )
    days = _days()


class PostForm(Form):
    scope = SelectField(
        _l("Where it is posted"), choices=[SelectChoice(key, _l(SCOPE_WORDS[key])) for key in (WARD, PUBLIC)]
    )
    days = _days()
    reason = text_field(_l("Why it is posted again"), max_length=MOST_REASON)


class ObjectionForm(Form):
    # What came twice is known by it.
    code = HiddenField(default=new_code)
    nomination = SelectField(_l("What it is about"))
    text = text_field(_l("What is not right, and how do you know?"), Required(), max_length=MOST_TEXT, multiline=True)

    def about(self, lines) -> "ObjectionForm":
        """With the names on the list to choose from."""
        whole = SelectChoice("", _l("The list as a whole, or somebody who is not on it"))
        self.nomination.choices = [whole, *(SelectChoice(f"{one.nomination_id}", one.name) for one in lines)]
        return self


class AnswerForm(Form):
    verdict = SelectField(
        _l("What was found"), choices=[SelectChoice(key, _l(text)) for key, text in VERDICT_WORDS.items()]
    )
    answer = text_field(_l("Answer"), Required(), max_length=MOST_TEXT, multiline=True)


class OwnerForm(Form):
    owner = SelectField(_l("Who answers it"))

    def among(self, holders) -> "OwnerForm":
        self.owner.choices = [SelectChoice(f"{one.user_id}", one.name) for one in holders]
        return self
