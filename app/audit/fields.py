"""What stands before and after, in words: a name for every field of an entry and for the codes among its values."""

from flask_babel import gettext as _

from app.core.policy import ROLE_NAMES
from app.core.text import N_

NAMES = {
    "added": N_("new ones"),
    "address": N_("address"),
    "alarm_minutes": N_("minutes from the alarm to the start"),
    "answer": N_("answer"),
    "approved": N_("approved at once"),
    "asked_by": N_("asked by person no."),
    "birth_year": N_("year of birth"),
    "board_name": N_("consent to the name on the ranking"),
    "campaign": N_("campaign no."),
    "checksum": N_("checksum"),
    "code": N_("code"),
    "collectives": N_("collectives"),
    "counts": N_("numbers by kind no."),
    "day": N_("day"),
    "departs": N_("departs from the order"),
    "disabled": N_("people with a disability"),
    "elderly": N_("elderly people"),
    "email": N_("e-mail"),
    "en": N_("English name"),
    "ends": N_("ends"),
    "ends_on": N_("last day"),
    "fields": N_("changed details"),
    "filled": N_("details filled in"),
    "from": N_("from"),
    "gender": N_("gender"),
    "grace_days": N_("days of grace"),
    "granted": N_("new roles"),
    "groups": N_("vulnerable groups"),
    "in_line": N_("people in line"),
    "individuals": N_("individuals"),
    "kind": N_("kind"),
    "known": N_("known ones"),
    "leads": N_("leads needed"),
    "logged_by": N_("written by"),
    "max": N_("most people"),
    "min": N_("fewest people"),
    "minutes": N_("minutes"),
    "motto": N_("motto"),
    "name": N_("name"),
    "phone": N_("phone"),
    "planned": N_("planned"),
    "point": N_("point no."),
    "points": N_("points in order"),
    "poor_household": N_("people of poor households"),
    "province": N_("province"),
    "quota_collectives": N_("places for collectives"),
    "quota_individuals": N_("places for individuals"),
    "quotas": N_("quotas"),
    "ranking": N_("ranking no."),
    "retired": N_("no longer counted"),
    "role": N_("role"),
    "rows": N_("rows"),
    "scheme": N_("scheme"),
    "seated": N_("people with a seat"),
    "sessions": N_("sign-ins ended"),
    "sessions_ended": N_("sign-ins ended"),
    "other_shift": N_("for shift no."),
    "overrode": N_("rule set aside"),
    "shift": N_("shift no."),
    "shift_leads": N_("leads of a shift"),
    "shift_max": N_("most people in a shift"),
    "shift_min": N_("fewest people in a shift"),
    "slot": N_("time of day"),
    "swap": N_("offer of a seat no."),
    "standing": N_("row of the ranking no."),
    "starts": N_("begins"),
    "starts_on": N_("first day"),
    "state": N_("state"),
    "team": N_("team no."),
    "teams_added": N_("new teams"),
    "title": N_("duty"),
    "to": N_("to person no."),
    "unit": N_("unit"),
    "until": N_("until"),
    "user": N_("person no."),
    "verdict": N_("verdict"),
    "version": N_("version"),
    "vi": N_("Vietnamese name"),
    "what": N_("kind of sheet"),
    "with_line": N_("places in line shown"),
}

CODES = {
    "approved": N_("Approved"),
    "both": N_("persons and teams"),
    "chosen": N_("Chosen"),
    "cleared": N_("not decided"),
    "collective": N_("teams"),
    "draft": N_("Draft"),
    "excused": N_("excused"),
    "expected": N_("not there yet"),
    "individual": N_("persons"),
    "late": N_("late"),
    "left": N_("has left"),
    "line": N_("a line minded round the clock"),
    "logs": N_("records of work"),
    "no_show": N_("did not come"),
    "people": N_("people"),
    "present": N_("present"),
    "rejected": N_("Rejected"),
    "returned": N_("Returned"),
    "reversed": N_("Reversed"),
    "seated": N_("has a seat"),
    "sent": N_("Waiting for approval"),
    "struck": N_("Struck out"),
    "waiting": N_("in line"),
    **ROLE_NAMES,
}
# Fields whose values are such codes.
CODED = ("state", "verdict", "role", "logged_by", "what", "kind")


def named(field: str) -> str:
    return _(NAMES[field]) if field in NAMES else field


def changes(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """(field, before, after) in words, a row for each field."""
    return [(named(field), _value(field, before), _value(field, after)) for field in dict.fromkeys([*before, *after])]


def _value(field: str, side: dict) -> str:
    return _said(field, side[field]) if field in side else ""


def _said(field: str, value) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "scheme" and isinstance(value, dict):
        # The whole document stands on the page of its version.
        return f"{value.get('name', '')} ({value.get('version', '')})"
    if isinstance(value, dict):
        return "; ".join(f"{named(key)}: {_said(key, one)}" for key, one in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(named(one) if field == "fields" else _said(field, one) for one in value) or "–"
    return _(CODES[value]) if field in CODED and value in CODES else str(value)
