"""What stands before and after, in words: a name for every field of an entry and for the codes among its values."""

from datetime import datetime

from flask_babel import gettext as _

from app.core.policy import ROLE_NAMES
from app.core.text import N_
from app.core.words import moment

NAMES = {
    "added": N_("new ones"),
    "address": N_("address"),
    "alarm_minutes": N_("minutes from the alarm to the start"),
    "answer": N_("answer"),
    "approved": N_("approved at once"),
    "asked_by": N_("asked by person no."),
    "awarded": N_("granted, candidates no."),
    "basis": N_("decided on"),
    "birth_year": N_("year of birth"),
    "board_name": N_("consent to the name on the ranking"),
    "campaign": N_("campaign no."),
    "check_in_before_minutes": N_("minutes before the start from which check-in is open"),
    "check_out_after_minutes": N_("minutes after the end until which check-out is open"),
    "certificate": N_("certificate no."),
    "checksum": N_("checksum"),
    "claim": N_("seats of a team no."),
    "closing": N_("points after the awards"),
    "code": N_("code"),
    "collectives": N_("collectives"),
    "copied_from": N_("copied from campaign no."),
    "counts": N_("numbers by kind no."),
    "criterion": N_("criterion"),
    "day": N_("day"),
    "day_minutes": N_("longest day in minutes"),
    "declined": N_("declined, candidates no."),
    "departs": N_("departs from the order"),
    "disabled": N_("people with a disability"),
    "elderly": N_("elderly people"),
    "email": N_("e-mail"),
    "en": N_("English name"),
    "ends": N_("ends"),
    "ends_on": N_("last day"),
    "evening_from": N_("evening begins"),
    "every": N_("length of a duty in minutes"),
    "fields": N_("changed details"),
    "filled": N_("details filled in"),
    "from": N_("from"),
    "gender": N_("gender"),
    "grace_days": N_("days of grace"),
    "granted": N_("new roles"),
    "groups": N_("vulnerable groups"),
    "households": N_("households"),
    "in_line": N_("people in line"),
    "individuals": N_("individuals"),
    "kind": N_("kind"),
    "known": N_("known ones"),
    "late_after_minutes": N_("minutes after the start from which one is late"),
    "lead_seats": N_("seats for leads only"),
    "leads": N_("leads needed"),
    "least": N_("people an on-call line needs at any time"),
    "leave_minutes": N_("minutes before the start until which a seat can be given up"),
    "letters": N_("letters"),
    "logged_by": N_("written by"),
    "max": N_("most people"),
    "min": N_("fewest people"),
    "min_age": N_("minimum age"),
    "minutes": N_("minutes"),
    "motto": N_("motto"),
    "moment": N_("moment"),
    "name": N_("name"),
    "name_rule": N_("rule of names"),
    "naming_minutes": N_("minutes before the start until which a team names its people"),
    "nomination": N_("candidate no."),
    "offer_least_minutes": N_("minutes to accept shortly before the start"),
    "offer_minutes": N_("minutes to accept a free seat"),
    "opening": N_("points before the awards"),
    "opens": N_("sign-up opens"),
    "opens_days": N_("sign-up opens this many days before"),
    "part": N_("part"),
    "phone": N_("phone"),
    "place": N_("place"),
    "places_only": N_("places only, on-call lines go on"),
    "planned": N_("planned"),
    "point": N_("point no."),
    "points": N_("points in order"),
    "poor_household": N_("people of poor households"),
    "province": N_("province"),
    "quota_collectives": N_("places for collectives"),
    "quota_individuals": N_("places for individuals"),
    "quotas": N_("quotas"),
    "ranking": N_("ranking no."),
    "reading": N_("order of reading"),
    "register_no": N_("number in the register"),
    "request": N_("request no."),
    "rest_minutes": N_("minutes of rest after an evening duty"),
    "retired": N_("no longer counted"),
    "revision": N_("saved, time no."),
    "role": N_("role"),
    "round": N_("round no."),
    "rows": N_("rows"),
    "scheme": N_("scheme"),
    "seated": N_("people with a seat"),
    "seats": N_("seats"),
    "second": N_("confirmed by person no."),
    "session": N_("session no."),
    "sessions": N_("sign-ins ended"),
    "sessions_ended": N_("sign-ins ended"),
    "other_shift": N_("for shift no."),
    "overrode": N_("rule set aside"),
    "shift": N_("shift no."),
    "shift_leads": N_("leads of a shift"),
    "shift_max": N_("most people in a shift"),
    "shift_min": N_("fewest people in a shift"),
    "skill": N_("skill no."),
    "slot": N_("time of day"),
    "sums": N_("rows"),
    "swap": N_("offer of a seat no."),
    "standing": N_("row of the ranking no."),
    "starts": N_("begins"),
    "starts_at": N_("day and time"),
    "starts_on": N_("first day"),
    "state": N_("state"),
    "team": N_("team no."),
    "teams_added": N_("new teams"),
    "template": N_("template no."),
    "title": N_("duty"),
    "to": N_("to person no."),
    "to_point": N_("at point no. instead"),
    "unit": N_("unit"),
    "until": N_("until"),
    "user": N_("person no."),
    "verdict": N_("verdict"),
    "version": N_("version"),
    "vi": N_("Vietnamese name"),
    "week_minutes": N_("longest week in minutes"),
    "weekdays": N_("weekdays, 1 for Monday"),
    "what": N_("kind of sheet"),
    "decision_no": N_("number of the decision"),
    "decision_day": N_("day of the decision"),
    "submission_no": N_("number of the submission"),
    "submission_day": N_("day of the submission"),
    "minutes_no": N_("number of the minutes"),
    "minutes_day": N_("day of the minutes"),
    "texts": N_("texts"),
    "paper": N_("paper"),
    "base_salary": N_("base salary"),
    "collective": N_("factor of a collective, in thousandths"),
    "individual": N_("factor of an individual, in thousandths"),
    "household": N_("factor of a household, in thousandths"),
    "round_up_to": N_("rounded up to"),
    "first_no": N_("first number"),
    "last_no": N_("last number"),
    "year": N_("year"),
    "copy": N_("copy no."),
    "with_line": N_("places in line shown"),
    "procedure": N_("procedure"),
    "quorum_percent": N_("quorum in percent"),
    "pass_percent": N_("majority in percent"),
    "denominator": N_("majority of"),
    "ballot": N_("ballot"),
    "vote_by": N_("voted on"),
    "absent_by_writing": N_("opinions in writing"),
    "recused_leave": N_("who does not vote is not counted"),
    "number": N_("number"),
    "meets_at": N_("meets at"),
    "members": N_("members"),
    "word": N_("attendance"),
    "users": N_("persons no."),
    "items": N_("candidates"),
    "item": N_("line of the agenda no."),
    "present": N_("present"),
    "needed": N_("needed"),
    "duty": N_("duty"),
    "ballot_id": N_("ballot no."),
    "on_hold": N_("on hold"),
    "run_off": N_("run-off"),
    "lines": N_("lines"),
    "passed": N_("passed"),
    "proposed": N_("proposed candidates no."),
    "written": N_("in writing"),
}

CODES = {
    "addends": N_("what each place is made of"),
    "again": N_("another copy, by a decision"),
    "approved": N_("Approved"),
    "both": N_("persons and teams"),
    "chosen": N_("Chosen"),
    "cleared": N_("not decided"),
    "closed": N_("Closed"),
    "collective": N_("teams"),
    "council": N_("the council's proposal"),
    "contribution": N_("contribution of a household"),
    "draft": N_("Draft"),
    "excused": N_("excused"),
    "expected": N_("not here yet"),
    "extra": N_("Extra day"),
    "field": N_("irregular achievement in a field"),
    "whole": N_("whole names"),
    "individual": N_("persons"),
    "initials": N_("initials and the given name"),
    "late": N_("late"),
    "left": N_("has left"),
    "locked_list": N_("the locked list"),
    "line": N_("an on-call line staffed round the clock"),
    "logs": N_("records of work"),
    "moment": N_("at the moment that was set"),
    "moved": N_("Another place"),
    "movement": N_("achievement in the movement"),
    "none": N_("no names"),
    "no_show": N_("absent"),
    "on_call": N_("On call"),
    "people": N_("people"),
    "place": N_("a place to go to"),
    "point": N_("Duty at a point"),
    "present": N_("present"),
    "rejected": N_("Rejected"),
    "returned": N_("Returned"),
    "reversed": N_("Reversed"),
    "round": N_("Door-to-door round"),
    "seated": N_("has a seat"),
    "sent": N_("Waiting for approval"),
    "struck": N_("Struck out"),
    "training": N_("Training"),
    "texts": N_("texts of the papers"),
    "waiting": N_("in line"),
    "absent": N_("absent"),
    "all_members": N_("all members"),
    "candidate": N_("each candidate"),
    "candidates": N_("candidates"),
    "chair": N_("chair"),
    "decision": N_("the decision"),
    "ended": N_("what was revoked"),
    "files": N_("files of certificates"),
    "freeze": N_("the freeze"),
    "full": N_("with a session"),
    "list": N_("the list as a whole"),
    "noted": N_("no conflict"),
    "numbers": N_("numbers of the papers"),
    "open": N_("open"),
    "ranking": N_("the ranking"),
    "recused": N_("does not vote"),
    "register": N_("the register of certificates"),
    "result": N_("the announced result"),
    "secret": N_("secret"),
    "session": N_("the council's session"),
    "simple": N_("simplified"),
    **ROLE_NAMES,
}
# Fields whose values are such codes.
CODED = (
    "criterion",
    "state",
    "verdict",
    "role",
    "logged_by",
    "what",
    "kind",
    "procedure",
    "denominator",
    "ballot",
    "vote_by",
)
CODED += ("name_rule", "word", "duty", "answer", "basis", "part")
# Fields whose values are instants.
INSTANTS = ("moment",)


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
    if field in INSTANTS:
        return _at(value)
    if field == "sums" and isinstance(value, list):
        return f"{sum(len(sums) for _table, sums in value) // 8}"
    if isinstance(value, dict):
        return "; ".join(f"{named(key)}: {_said(key, one)}" for key, one in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(named(one) if field == "fields" else _said(field, one) for one in value) or "–"
    return _(CODES[value]) if field in CODED and value in CODES else str(value)


def _at(value: str) -> str:
    """An instant as it is read here; as it is stored where it is none."""
    try:
        return moment(datetime.fromisoformat(value))
    except ValueError:
        return value
