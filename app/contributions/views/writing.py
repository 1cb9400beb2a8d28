"""Writing a record: one's own or the team's, new or returned."""

from datetime import timedelta

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, go_where_it_is, here_for
from app.campaigns.queries import kinds_of
from app.contributions import actions
from app.contributions.forms import LogForm
from app.contributions.queries import (
    detail,
    drafts_of,
    last_reason,
    measured_since,
    recent_shifts,
    record_of_shift,
    writable,
)
from app.contributions.rules import DAY_MINUTES, DRAFT, EDITABLE, GROUPS, PEOPLE, Doubt, SubmitAnswer, may_change
from app.core.clock import today
from app.core.forms import read_day
from app.core.i18n import language
from app.core.policy import Permission, Role, needs
from app.core.reasons import Refused
from app.core.web import done, go, page
from app.core.words import say
from app.people.queries import ROSTER_ROLES
from app.places.queries import teams_of

from . import bp
from .differs import both_shown, print_of
from .words import gone_or, id_asked

BESIDE = {
    "day": ("CLOSED", "BEFORE", "AFTER", "FUTURE", "TOO_LATE"),
    "minutes": ("MINUTES", "DAY_FULL", "NOTHING"),
    "elderly": ("GROUPS",),
    "counts": ("QUANTITY", "UNKNOWN_KIND", "ONLY_PERSON", "ONLY_TEAM"),
}


def _own_teams(ward_id: int) -> list[int]:
    """The teams of the ward in which the visitor stands now, the longest standing first."""
    held = [one.team_id for one in current_user.held if one.ward_id == ward_id and one.role in ROSTER_ROLES]
    return list(dict.fromkeys(team_id for team_id in held if team_id is not None))


def _led_teams(ward_id: int) -> list[int]:
    """The teams of the ward for which the visitor may write: those led, or all for one who leads the whole ward."""
    if current_user.may(Permission.LOG_WRITE_TEAM, ward_id):
        return [team.id for team in teams_of(ward_id) if team.active_on(today())]
    held = [one for one in current_user.held if one.ward_id == ward_id and one.role is Role.TEAM_LEADER]
    return list(dict.fromkeys(one.team_id for one in held))


def _form(team_ids: list[int], **defaults) -> LogForm:
    form = LogForm(data={"day": today(), "team": team_ids[0] if team_ids else 0, **defaults})
    form.team.choices = [(team_id, "") for team_id in team_ids] or [(0, "")]
    return form


def _draw(
    form: LogForm, place: Here, team_ids, together=False, shift=None, shifts=(), log=None, doubt=None, status=200
):
    if len(team_ids) > 1 or (together and team_ids):
        names = {team.id: team.name for team in teams_of(place.ward_id)}
        form.team.choices = [(team_id, names.get(team_id, "")) for team_id in team_ids]
    skip = "individual" if together else "collective"
    kept = set(form.counts.data)
    kinds = [kind for kind in kinds_of(place.campaign_id) if kind.logged_by != skip or kind.id in kept]
    drawn = form.counts.draw(kinds, language())
    return page(
        "contributions/write.html",
        parts=("log",),
        heading=_heading(together, log),
        form=form,
        people=[pair for pair in drawn if pair[0].code == PEOPLE],
        services=[pair for pair in drawn if pair[0].code != PEOPLE],
        together=together,
        shift=shift,
        shifts=shifts,
        several=len(team_ids) > 1,
        log=log,
        doubt=doubt,
        today=today(),
        yesterday=today() - timedelta(days=1),
        status=status,
    )


def _heading(together: bool, log) -> str:
    if log is None:
        return _("For the team") if together else _("New record")
    return _("Finish the draft") if log.row.Log.state == DRAFT else _("Correct the record")


@bp.get("/logs/new")
@needs(Permission.LOG_WRITE)
def new_log():
    place, day = here_for(Permission.LOG_WRITE), today()
    asked, asked_day = id_asked("shift"), read_day(request.args.get("day", ""))
    bare = asked is None and asked_day is None
    if asked and (found := record_of_shift(current_user.id, asked)):
        door = "contributions.edit" if found.state in EDITABLE else "contributions.log"
        return go(url_for(door, log_id=found.id))
    if bare and "new" not in request.args and (drafts := drafts_of(current_user.id, place.campaign_id)):
        measured = measured_since(drafts, day - timedelta(days=1))
        if measured:
            return go(url_for("contributions.edit", log_id=measured.id))
        return page("contributions/drafts.html", drafts=drafts, to=url_for("contributions.new_log", new=1))
    shifts = recent_shifts(current_user.id, place.campaign_id, day)
    chosen = next((shift for shift in shifts if shift.id == asked), None)
    if bare and shifts and shifts[0].day >= day - timedelta(days=1):
        chosen = shifts[0]
    team_ids = _own_teams(place.ward_id)
    if chosen is not None:
        length = int((chosen.ends_at - chosen.starts_at).total_seconds() // 60)
        form = _form(team_ids, day=chosen.day, shift=chosen.id, minutes=min(length, DAY_MINUTES))
    else:
        form = _form(team_ids, day=asked_day or day)
    return _draw(form, place, team_ids, shift=chosen, shifts=shifts)


@bp.post("/logs")
@needs(Permission.LOG_WRITE)
def create():
    place = here_for(Permission.LOG_WRITE)
    return _create(place, _own_teams(place.ward_id), together=False)


@bp.get("/logs/team/new")
@needs(Permission.LOG_WRITE_TEAM)
def new_team_log():
    place = here_for(Permission.CAMPAIGN_READ)
    team_ids, day = _led_teams(place.ward_id) or abort(403), read_day(request.args.get("day", ""))
    if day is None and "new" not in request.args:
        drafts = drafts_of(current_user.id, place.campaign_id, together=True)
        if drafts:
            return page("contributions/drafts.html", drafts=drafts, to=url_for("contributions.new_team_log", new=1))
    form = _form(team_ids, day=day or today())
    return _draw(form, place, team_ids, together=True)


@bp.post("/logs/team")
@needs(Permission.LOG_WRITE_TEAM)
def create_team_log():
    place = here_for(Permission.CAMPAIGN_READ)
    return _create(place, _led_teams(place.ward_id) or abort(403), together=True)


def _create(place: Here, team_ids: list[int], together: bool):
    form, sending, doubt = _form(team_ids), "draft" not in request.form, None
    if form.validate():
        try:
            log, written = actions.record(
                campaign_id=place.campaign_id,
                ward_id=place.ward_id,
                user_id=None if together else current_user.id,
                team_id=form.team.data or None,
                filed_by=current_user.id,
                client_ref=form.client_ref.data,
                shift_id=None if together else form.shift_id(),
                send=sending,
                sure=form.sure.data or "",
                **form.content(),
            )
        except actions.Differs as differs:
            return both_shown(differs, form, place)
        except Refused as refused:
            doubt = _put(refused, form)
        else:
            return done(_said(log, written, sending), url_for("contributions.logs"))
    shifts = () if together else recent_shifts(current_user.id, place.campaign_id, today())
    shift = next((one for one in shifts if one.id == form.shift_id()), None)
    return _draw(form, place, team_ids, together, shift, shifts, doubt=doubt, status=422)


def _said(log, written: bool, sending: bool, kept: str = "") -> str:
    if written:
        return _("Sent for approval.") if sending else kept or _("Saved as a draft. Only you see it.")
    if log.state in EDITABLE:
        return _("This record has been saved already; nothing was saved twice.")
    return _("This record has already been sent; nothing was saved twice.")


def _put(refused: Refused, form: LogForm) -> Doubt | None:
    """Show a refusal beside the field that it speaks of; a doubt is asked above them all."""
    if isinstance(refused.reason, Doubt):
        return refused.reason
    sentence = say(refused.reason, **refused.facts)
    for name, reasons in BESIDE.items():
        if refused.reason.name in reasons:
            form[name].errors = [sentence]
            return None
    form.form_errors = [sentence]
    return None


def _mine(log_id: int):
    """A record that the visitor may write anew, with why it came back; 404 elsewhere."""
    return detail(log_id, writable(current_user), last_reason(), history=False) or abort(404)


@bp.get("/logs/<id:log_id>/edit")
@needs(Permission.LOG_WRITE)
def edit(log_id):
    found = _mine(log_id)
    log = found.row.Log
    if log.state not in EDITABLE:
        raise Refused(may_change(log.state))
    values = {name: getattr(log, name) for name in ("day", "minutes", "note", *GROUPS)}
    values |= {"counts": {item.kind_id: item.quantity for item in found.items}, "seen": print_of(found)}
    return _draw_edit(_form([log.team_id] if log.team_id else [], **values), found)


def _draw_edit(form: LogForm, found, doubt=None, status=200):
    place, log = here_for(Permission.LOG_WRITE), found.row.Log
    if log.campaign_id != place.campaign_id:
        go_where_it_is(log.campaign_id)
    return _draw(
        form,
        place,
        [],
        together=log.user_id is None,
        shift=found.row if log.shift_id else None,
        log=found,
        doubt=doubt,
        status=status,
    )


@bp.post("/logs/<id:log_id>")
@needs(Permission.LOG_WRITE)
def update(log_id):
    form, sending, doubt = _form([]), "draft" not in request.form, None
    if form.validate():
        try:
            log, written = actions.change(
                log_id,
                writable(current_user),
                current_user.id,
                send=sending,
                seen=form.seen.data or "",
                take_back=bool(form.take_back.data),
                sure=form.sure.data or "",
                **form.content(),
            )
        except actions.Differs as differs:
            return both_shown(differs, form, here_for(Permission.LOG_WRITE))
        except Refused as refused:
            if not isinstance(refused.reason, SubmitAnswer | Doubt):
                raise gone_or(refused) from refused
            doubt = _put(refused, form)
        else:
            return done(_said(log, written, sending, _("Saved.")), url_for("contributions.logs"))
    found = _mine(log_id)
    if found.row.Log.state not in EDITABLE and not form.take_back.data:
        raise Refused(may_change(found.row.Log.state))
    return _draw_edit(form, found, doubt, 422)
