"""Forms about rankings: publishing, holds, and the scheme of points."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from app.campaigns.forms import TimeField
from app.contributions.rules import GROUPS
from app.core.clock import LOCAL, instant
from app.core.forms import CountField, DayField, Form, Required, text_field
from app.core.i18n import language
from app.ranking.rules import Flaw, Scheme, SchemeError
from app.ranking.rules.decimals import plain
from app.ranking.rules.scheme import COLLECTIVE_KEYS, INDIVIDUAL_KEYS, WOMEN, WOMEN_PERCENT, WOMEN_SHARE
from app.ranking.rules.shares import MOST_UNITS
from app.ranking.words import FIGURES

LONGEST_REASON = 500


class PublishForm(Form):
    note = text_field(_l("Note"), max_length=200)
    # Asked for once the ranking is frozen.
    reason = text_field(_l("Why another copy is made"), max_length=LONGEST_REASON)


class MomentForm(Form):
    """When the ranking is frozen."""

    day = DayField(_l("Day"), [Required()])
    time = TimeField(_l("Time (hour:minute)"), [Required()], render_kw={"maxlength": 5})

    @classmethod
    def of(cls, moment: datetime | None):
        """Filled with the moment that is set."""
        local = moment and moment.astimezone(LOCAL)
        return cls(formdata=None, day=local and local.date(), time=local and local.time())

    @property
    def moment(self) -> datetime:
        return instant(self.day.data, self.time.data)


class HoldForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=500)


class SchemeReasonForm(Form):
    """Why the scheme is changed while its campaign runs, or why the leader does not agree."""

    reason = text_field(_l("Reason"), Required(), max_length=LONGEST_REASON, multiline=True, render_kw={"rows": 2})


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
    """All but the points of the kinds and the order of equals, which `scheme_form` adds."""

    hour = _amount(_l("Points per hour"))
    elderly = _amount(_l("Extra points for helping an elderly person"))
    disabled = _amount(_l("Extra points for helping a person with a disability"))
    poor_household = _amount(_l("Extra points for helping a person from a poor household"))
    cap = _amount(_l("Maximum points per person and day (empty: no cap)"))
    days = CountField(_l("Active days needed for a place"), least=0, most=366)
    total = _amount(_l("Weight of a team's total points (0 to 1)"))
    per_head = _amount(_l("Weight of a team's points per member (0 to 1)"))
    members = CountField(_l("Members needed for a place"), least=0, most=1000)
    active = BooleanField(_l("Only teams active on the last day may have a place"))
    women = BooleanField(_l("Among those who are tied, women come first, and teams with enough women"))
    women_percent = CountField(
        _l("Share of women from which a team comes first, in per cent"), most=100, empty=WOMEN_PERCENT
    )
    leaders = CountField(_l("Leaders among the commended people, maximum in per cent"), most=100, empty=None)
    units = text_field(_l("Places for kinds of unit, one per line"), max_length=1000, multiline=True)
    binding = BooleanField(_l("These shares are limits: a list beyond them can't be locked"))


TIES = {"person": (INDIVIDUAL_KEYS, WOMEN), "team": (COLLECTIVE_KEYS, WOMEN_SHARE)}
PATHS = {
    "points_per_hour": "hour",
    **{f"points_per_group.{group}": group for group in GROUPS},
    "daily_cap_per_person": "cap",
    "individual.eligible.min_active_days": "days",
    "collective.weight_total": "total",
    "collective.weight_per_head": "per_head",
    "collective.eligible.min_members": "members",
    "individual.order": "person1",
    "collective.order": "team1",
}


def scheme_form(kinds, scheme: Scheme) -> SchemeForm:
    """The form for this campaign's kinds, filled with the scheme as it is."""
    fields = {f"unit_{kind.code}": _amount(kind.vi if language() == "vi" else kind.en or kind.vi) for kind in kinds}
    document = scheme.to_json()
    filled = {f"unit_{code}": each for code, each in document["points_per_unit"].items()}
    for name, (keys, preference) in TIES.items():
        order = scheme.individual.order if name == "person" else scheme.collective.order
        ties = [key for key in order if key not in (keys[0], preference)]
        choices = [SelectChoice("", _("nothing"))]
        choices += [SelectChoice(key, _(FIGURES[key])) for key in keys[1:] if key != preference]
        for place in range(1, len(choices)):
            fields[f"{name}{place}"] = SelectField(_("Tie-breaker %(n)s", n=place), choices=choices)
            filled[f"{name}{place}"] = ties[place - 1] if place <= len(ties) else ""
    team, shares = document["collective"], scheme.shares
    return type("SchemeFormOfKinds", (SchemeForm,), fields)(
        data={
            **filled,
            **{group: plain(scheme.points_for(group)) for group in scheme.vulnerable_groups},
            "hour": document["points_per_hour"],
            "cap": document["daily_cap_per_person"] or "",
            "days": scheme.individual.min_active_days,
            "total": team["weight_total"],
            "per_head": team["weight_per_head"],
            "members": scheme.collective.min_members,
            "active": scheme.collective.active_on_last_day,
            "women": WOMEN in scheme.individual.order or WOMEN_SHARE in scheme.collective.order,
            "women_percent": scheme.collective.women_percent,
            "leaders": shares.leaders_percent,
            "units": "\n".join(f"{unit.begins}: {unit.most}" for unit in shares.units),
            "binding": shares.binding,
        }
    )


def ties(form: SchemeForm, name: str) -> list:
    """The fields that say by what equals are told apart, of "person" or "team"."""
    return [field for field in form if field.name.startswith(name) and field.name != name]


def units(form: SchemeForm) -> list:
    """The fields of the kinds, in their order."""
    return [field for field in form if field.name.startswith("unit_")]


def read_scheme(form: SchemeForm, scheme: Scheme) -> dict:
    """The scheme's document with what was typed in place of what it said; kinds and groups left empty don't count.

    Raises SchemeError where a line of the kinds of unit is none.
    """
    document = scheme.to_json()
    retired = {code: each for code, each in document["points_per_unit"].items() if f"unit_{code}" not in form}
    typed = {field.name.removeprefix("unit_"): field.plain for field in units(form) if field.plain}
    document["points_per_unit"] = {**retired, **typed}
    document["points_per_hour"] = form.hour.plain or "0"
    _read_groups(form, document)
    document["daily_cap_per_person"] = form.cap.plain or None
    person, team = document["individual"], document["collective"]
    person["eligible"]["min_active_days"] = form.days.data
    person["order"], team["order"] = _order(form, "person"), _order(form, "team")
    team["weight_total"], team["weight_per_head"] = form.total.plain or "0", form.per_head.plain or "0"
    team["score"] = (
        f"100 * ({team['weight_total']} * total / max_total + {team['weight_per_head']} * per_head / max_per_head)"
    )
    team["eligible"] = {"active_on_last_day": form.active.data, "min_members": form.members.data}
    team["women_percent"] = form.women_percent.data
    document["shares"] = {
        "binding": form.binding.data,
        "leaders_percent": form.leaders.data,
        "units": _read_units(form.units.data),
    }
    return document


def _read_groups(form: SchemeForm, document: dict) -> None:
    """One amount for all groups stands where schemes always said it; only other ones are said group by group."""
    typed = {group: form[group].plain for group in GROUPS if form[group].plain}
    document["vulnerable_groups"] = list(typed)
    document.pop("points_per_group", None)
    if len(set(typed.values())) == 1:
        document["extra_points_per_vulnerable_turn"] = next(iter(typed.values()))
    elif typed:
        document["points_per_group"] = typed


def _order(form: SchemeForm, name: str) -> list[str]:
    keys, preference = TIES[name]
    return [keys[0], *([preference] if form.women.data else []), *(f.data for f in ties(form, name) if f.data)]


def _read_units(text: str) -> list[dict]:
    found = []
    for line in text.splitlines():
        begins, _colon, most = line.rpartition(":")
        if not most.strip().isascii() or not most.strip().isdigit() or len(found) >= MOST_UNITS:
            raise SchemeError("shares.units", Flaw.NOT_A_WHOLE_NUMBER)
        found.append({"begins": begins.strip(), "most": int(most.strip()[:6])})
    return found


def tell(form: SchemeForm, error: SchemeError) -> None:
    """Put what is wrong with the scheme beside the field that it came from."""
    name = PATHS.get(error.field) or error.field.replace("points_per_unit.", "unit_")
    if name.startswith("shares.units"):
        form.units.errors = [_("Write lines such as “Youth Union: 2”: how the name begins, a colon, the places.")]
        return
    sentence = {
        Flaw.NEGATIVE: _("Write a number that is not negative."),
        Flaw.TOO_LARGE: _("This is more than 1,000,000."),
        Flaw.TOO_FINE: _("Use at most 6 places after the comma."),
        Flaw.TOO_LONG: _("This number is too long."),
        Flaw.NOT_ONE: _("The two weights of a team must add up to 1, for instance 0.6 and 0.4."),
        Flaw.REPEATED: _("The same is chosen twice."),
    }.get(error.reason, _("Write a number, for instance 0.5."))
    if name in form:
        form[name].errors = [sentence]
    else:
        form.form_errors.append(sentence)
