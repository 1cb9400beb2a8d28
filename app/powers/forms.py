"""Forms of roles that take two people."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from app.core.forms import Form
from app.people.forms import PersonForm


class RoleForm(Form):
    """``roles``: (value, name) of those that can be asked for."""

    power = SelectField(_l("Role that decides"))

    def __init__(self, *args, roles=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.power.choices = [SelectChoice(value, name) for value, name in roles]


class NewHolderForm(PersonForm, RoleForm):
    """A person who has no account yet, and the role that is asked for them."""
