"""Forms about rankings: publishing, holds, and the scheme of points."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.core.forms import CountField, Form, Required, text_field
from app.core.i18n import language
from app.ranking.rules import Flaw, Scheme, SchemeError


class PublishForm(Form):
    note = text_field(_l("Note"), max_length=200)


class HoldForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=500)


class AmountField(StringField):
    """An amount as people write it, "0,5" or "0.5"; the scheme itself says whether it can be used."""

    def process_formdata(self, valuelist):
        self.data = valuelist[0].strip() if valuelist else ""

    @property
    def plain(self) -> str:
        return (self.data or "").replace(",", ".")

    def _value(self):
        return (self.data or "").replace(".", ",") if language() == "vi" else self.data or ""


def _amount(label):
    return AmountField(label, [Length(max=20)], render_kw={"inputmode": "decimal", "maxlength": 20})


class SchemeForm(Form):
    """All but the points of the kinds, which `scheme_form` adds."""

    hour = _amount(_l("Points for an hour"))
    extra = _amount(_l("More points for each elderly, disabled or poor-household turn"))
    cap = _amount(_l("Most points a person and day (empty: no cap)"))
    days = CountField(_l("Active days that a place needs"), least=0, most=366)
    total = _amount(_l("Weight of a team's points in all (0 to 1)"))
    per_head = _amount(_l("Weight of a team's points a member (0 to 1)"))
    members = CountField(_l("Members that a place needs"), least=0, most=1000)
    active = BooleanField(_l("Only teams active on the last day may have a place"))


PATHS = {
    "points_per_hour": "hour",
    "extra_points_per_vulnerable_turn": "extra",
    "daily_cap_per_person": "cap",
    "individual.eligible.min_active_days": "days",
    "collective.weight_total": "total",
    "collective.weight_per_head": "per_head",
    "collective.eligible.min_members": "members",
}


def scheme_form(kinds, scheme: Scheme) -> SchemeForm:
    """The form for this campaign's kinds, filled with the scheme as it is."""
    fields = {f"unit_{kind.code}": _amount(kind.vi if language() == "vi" else kind.en or kind.vi) for kind in kinds}
    document = scheme.to_json()
    filled = {f"unit_{code}": each for code, each in document["points_per_unit"].items()}
    return type("SchemeFormOfKinds", (SchemeForm,), fields)(
        data={
            **filled,
            "hour": document["points_per_hour"],
            "extra": document["extra_points_per_vulnerable_turn"],
            "cap": document["daily_cap_per_person"] or "",
            "days": document["individual"]["eligible"]["min_active_days"],
            "total": document["collective"]["weight_total"],
            "per_head": document["collective"]["weight_per_head"],
            "members": document["collective"]["eligible"]["min_members"],
            "active": document["collective"]["eligible"]["active_on_last_day"],
        }
    )


def units(form: SchemeForm) -> list:
    """The fields of the kinds, in their order."""
    return [field for field in form if field.name.startswith("unit_")]


def read_scheme(form: SchemeForm, scheme: Scheme) -> dict:
    """The scheme's document with what was typed in place of what it said; kinds left empty don't count."""
    document = scheme.to_json()
    retired = {code: each for code, each in document["points_per_unit"].items() if f"unit_{code}" not in form}
    typed = {field.name.removeprefix("unit_"): field.plain for field in units(form) if field.plain}
    document["points_per_unit"] = {**retired, **typed}
    document["points_per_hour"] = form.hour.plain or "0"
    document["extra_points_per_vulnerable_turn"] = form.extra.plain or "0"
    document["daily_cap_per_person"] = form.cap.plain or None
    document["individual"]["eligible"]["min_active_days"] = form.days.data
    team = document["collective"]
    team["weight_total"], team["weight_per_head"] = form.total.plain or "0", form.per_head.plain or "0"
    team["score"] = (
        f"100 * ({team['weight_total']} * total / max_total + {team['weight_per_head']} * per_head / max_per_head)"
    )
    team["eligible"] = {"active_on_last_day": form.active.data, "min_members": form.members.data}
    return document


def tell(form: SchemeForm, error: SchemeError) -> None:
    """Put what is wrong with the scheme beside the field that it came from."""
    name = PATHS.get(error.field) or error.field.replace("points_per_unit.", "unit_")
    sentence = {
        Flaw.NEGATIVE: _("Write a number that is not negative."),
        Flaw.TOO_LARGE: _("This is more than 1,000,000."),
        Flaw.TOO_FINE: _("Use at most 6 places after the comma."),
        Flaw.TOO_LONG: _("This number is too long."),
    }.get(error.reason, _("Write a number, for instance 0.5."))
    if name in form:
        form[name].errors = [sentence]
    else:
        form.form_errors.append(sentence)
