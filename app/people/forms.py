"""Forms about people."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from app.core.forms import CountField, Form, Required, name_field
from app.core.text import normalise_email, normalise_phone

from .rules import LONGEST_PASSWORD


class SignInForm(Form):
    login = StringField(
        _l("Phone number or e-mail address"),
        [Required(), Length(max=254)],
        render_kw={"autocomplete": "username", "maxlength": 254, "autocapitalize": "none"},
    )
    password = PasswordField(
        _l("Password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD},
    )
    next = HiddenField()


class AgainForm(Form):
    """Named apart from all other fields: it may come along with another form."""

    own_password = PasswordField(
        _l("Password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD},
    )


class CodeForm(Form):
    """A code as somebody types it from a slip, or its whole address as they paste it."""

    code = StringField(
        _l("Code on your slip"),
        [Required(), Length(max=300)],
        render_kw={
            "maxlength": 300,
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "placeholder": "C4F7-H29K-MX3P",
        },
    )


class NewPasswordForm(Form):
    password = PasswordField(
        _l("New password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD, "minlength": 8},
    )


class ChangePasswordForm(NewPasswordForm):
    old = PasswordField(
        _l("Current password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD},
    )


class PersonForm(Form):
    """What a secretary may enter of a person: no address, no identity number, no bank account."""

    name = name_field(_l("Full name"), Required(), max_length=200, render_kw={"autocomplete": "off"})
    phone = StringField(_l("Phone number"), [Length(max=30)], render_kw={"inputmode": "tel", "autocomplete": "off"})
    email = StringField(
        _l("E-mail address"), [Length(max=254)], render_kw={"inputmode": "email", "autocomplete": "off"}
    )
    gender = RadioField(
        _l("Gender"),
        choices=[
            SelectChoice("", _l("Not given")),
            SelectChoice("female", _l("Female")),
            SelectChoice("male", _l("Male")),
        ],
        default="",
    )
    birth_year = CountField(_l("Year of birth"), [Optional()], least=1900, most=2100, empty=None)

    def validate_phone(self, field):
        if field.data:
            found = normalise_phone(field.data)
            if found is None:
                raise ValidationError(_("This is not a phone number of Vietnam."))
            field.data = found
        else:
            field.data = None

    def validate_email(self, field):
        if field.data:
            found = normalise_email(field.data)
            if found is None:
                raise ValidationError(_("This is not an e-mail address."))
            field.data = found
        else:
            field.data = None

    def fields(self) -> dict:
        return {
            "name": self.name.data,
            "phone": self.phone.data,
            "email": self.email.data,
            "gender": self.gender.data or None,
            "birth_year": self.birth_year.data,
        }


class GrantForm(Form):
    """``roles`` that may be given, as (value, name), and the ward's ``teams``."""

    role = SelectField(_l("Role"))
    team = SelectField(_l("Team"), coerce=int, default=0)

    def __init__(self, *args, roles=(), teams=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(value, name) for value, name in roles]
        self.team.choices = [SelectChoice(0, _("No team")), *(SelectChoice(team.id, team.name) for team in teams)]


class NewPersonForm(PersonForm, GrantForm):
    """A person and the first role."""

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        if fine and not self.phone.data and not self.email.data:
            self.phone.errors = [_("Give a phone number or an e-mail address to sign in with.")]
            return False
        return fine


class SkillForm(Form):
    name = name_field(_l("Name of the skill"), Required(), max_length=80)


class ConsentForm(Form):
    board_name = BooleanField(_l("Show my full name on the ranking to the other volunteers"))
