"""Forms about decisions."""

from flask import request
from flask_babel import lazy_gettext as _l

from app.core.forms import Form, Required, text_field

LONGEST_REASON = 500
WHY_NOT = "declined-{}"


class ReasonForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=LONGEST_REASON, multiline=True)


def decision_form(nomination_ids) -> Form:
    """A form with one field for each of those proposed: why not. Left empty, the award is granted."""

    class DecisionForm(Form):
        @property
        def declined(self) -> dict[int, str]:
            reasons = {one: self[WHY_NOT.format(one)].data for one in nomination_ids}
            return {one: reason for one, reason in reasons.items() if reason}

    for one in nomination_ids:
        field = text_field(_l("Why not"), max_length=LONGEST_REASON, multiline=True)
        setattr(DecisionForm, WHY_NOT.format(one), field)
    return DecisionForm(formdata=None) if request.method != "POST" else DecisionForm()
