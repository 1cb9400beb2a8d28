"""Forms about a team's seats."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.claims.rules import MOST
from app.core.forms import CountField, Form
from app.signups.forms import person_id


class ClaimForm(Form):
    team = SelectField(_l("Team"), coerce=person_id, validate_choice=False)
    seats = CountField(_l("Seats"), least=1, most=MOST)


class NameForm(Form):
    person = SelectField(_l("Person"), coerce=person_id, validate_choice=False)


class BackForm(Form):
    seats = CountField(_l("Seats"), least=1, most=MOST)
