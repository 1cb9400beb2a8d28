"""Writing a record: one's own or the team's, new or returned."""

from datetime import timedelta

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, go_where_it_is, here_for
from app.campaigns.queries import kinds_of
from app.contributions import actions
from app.contributions.forms import LogForm
from app.contributions.queries import detail, last_reason, recent_shifts, writable
from app.contributions.rules import DAY_MINUTES, EDITABLE, GROUPS, PEOPLE, SubmitAnswer, may_change
from app.core.clock import today
from app.core.forms import read_day
from app.core.i18n import language
from app.core.policy import Permission, Role, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people.queries import ROSTER_ROLES
from app.places.queries import teams_of

from . import bp
from .words import gone_or

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
    form: LogForm, place: Here, team_ids, together=False, shift=None, shifts=(), log=None, only_time=False, status=200
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
        form=form,
        people=[pair for pair in drawn if pair[0].code == PEOPLE],
        services=[pair for pair in drawn if pair[0].code != PEOPLE],
        together=together,
        shift=shift,
        shifts=shifts,
        several=len(team_ids) > 1,
        log=log,
        only_time=only_time,
        today=today(),
        yesterday=today() - timedelta(days=1),
        status=status,
    )


@bp.get("/logs/new")
@needs(Permission.LOG_WRITE)
def new_log():
    place, day = here_for(Permission.LOG_WRITE), today()
    shifts = recent_shifts(current_user.id, place.campaign_id, day)
    asked = request.args.get("shift", type=int)
    asked_day = read_day(request.args.get("day", ""))
    chosen = next((shift for shift in shifts if shift.id == asked), None)
    if asked is None and asked_day is None and shifts and shifts[0].day >= day - timedelta(days=1):
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
    team_ids = _led_teams(place.ward_id) or abort(403)
    form = _form(team_ids, day=read_day(request.args.get("day", "")) or today())
    return _draw(form, place, team_ids, together=True)


@bp.post("/logs/team")
@needs(Permission.LOG_WRITE_TEAM)
def create_team_log():
    place = here_for(Permission.CAMPAIGN_READ)
    return _create(place, _led_teams(place.ward_id) or abort(403), together=True)


def _create(place: Here, team_ids: list[int], together: bool):
    form, sending = _form(team_ids), "draft" not in request.form
    only_time = False
    if form.validate() and not (only_time := sending and form.asks_only_time()):
        try:
            _log, created = actions.record(
                campaign_id=place.campaign_id,
                ward_id=place.ward_id,
                user_id=None if together else current_user.id,
                team_id=form.team.data or None,
                filed_by=current_user.id,
                client_ref=form.client_ref.data,
                shift_id=None if together else form.shift_id(),
                send=sending,
                **form.content(),
            )
        except Refused as refused:
            _put(refused, form)
        else:
            return done(_said(created, sending), url_for("contributions.logs"))
    shifts = () if together else recent_shifts(current_user.id, place.campaign_id, today())
    shift = next((one for one in shifts if one.id == form.shift_id()), None)
    return _draw(form, place, team_ids, together, shift, shifts, only_time=only_time, status=422)


def _said(created: bool, sending: bool) -> str:
    if not created:
        return _("This record is here already; nothing was written twice.")
    return _("Sent for approval.") if sending else _("Kept as a draft. Only you see it.")


def _put(refused: Refused, form: LogForm) -> None:
    """Show a refusal beside the field that it speaks of."""
    sentence = say(refused.reason, **refused.facts)
    for name, reasons in BESIDE.items():
        if refused.reason.name in reasons:
            form[name].errors = [sentence]
            return
    form.form_errors = [sentence]


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
    form = _form([log.team_id] if log.team_id else [], **values, counts={i.kind_id: i.quantity for i in found.items})
    return _draw_edit(form, found)


def _draw_edit(form: LogForm, found, only_time=False, status=200):
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
        only_time=only_time,
        status=status,
    )


@bp.post("/logs/<id:log_id>")
@needs(Permission.LOG_WRITE)
def update(log_id):
    form, sending = _form([]), "draft" not in request.form
    only_time = False
    if form.validate() and not (only_time := sending and form.asks_only_time()):
        try:
            actions.change(log_id, writable(current_user), current_user.id, send=sending, **form.content())
        except Refused as refused:
            if not isinstance(refused.reason, SubmitAnswer):
                raise gone_or(refused) from refused
            _put(refused, form)
        else:
            return done(_("Sent for approval.") if sending else _("Kept."), url_for("contributions.logs"))
    found = _mine(log_id)
    if found.row.Log.state not in EDITABLE:
        raise Refused(may_change(found.row.Log.state))
    return _draw_edit(form, found, only_time, 422)
