"""Forms about imports."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField

from app.core.forms import Form, Required

from .models import CAMPAIGN, LOGS, PEOPLE

TARGETS = {
    PEOPLE: _l("List of volunteers"),
    LOGS: _l("Records from paper"),
    CAMPAIGN: _l("Campaign (.json)"),
}


class UploadForm(Form):
    target = RadioField(_l("What is in the file?"))
    file = FileField(_l("File"), [Required()])


def upload_form(targets, wanted: str | None = None) -> UploadForm:
    """The form with the choices that the visitor has; ``wanted`` is chosen beforehand where it is among them."""
    form = UploadForm()
    form.target.choices = [(target, TARGETS[target]) for target in targets]
    if form.target.data is None:
        form.target.data = wanted if wanted in targets else targets[0] if len(targets) == 1 else None
    return form


class ApplyForm(Form):
    create_teams = BooleanField(_l("Add these teams to the ward"))
