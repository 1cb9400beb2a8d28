"""The list of the ward's people and adding one."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import today
from app.core.place import ward_for
from app.core.policy import Permission, Role, needs
from app.core.reasons import Refused
from app.core.text import TextProblem, clean_text
from app.core.web import done, go, page
from app.core.words import say
from app.people import actions
from app.people.forms import NewPersonForm
from app.people.queries import GONE, NEVER_IN, NOW, people_page, user_by_login
from app.people.rules import GrantAnswer, roles_alone
from app.places.queries import teams_of

from . import bp
from .words import role_names

SIZE = 100


def asked_text() -> str:
    try:
        return clean_text(request.args.get("q", ""), 100)
    except TextProblem:
        return ""


@bp.get("/people")
@needs(Permission.PERSON_READ)
def people():
    ward_id = ward_for(Permission.PERSON_READ)
    teams = teams_of(ward_id)
    team_id = request.args.get("team", type=int)
    which = request.args.get("show", NOW)
    asked = {
        "q": asked_text(),
        "team": team_id if team_id in {team.id for team in teams} else None,
        "show": which if which in (NEVER_IN, GONE) else None,
    }
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    total, rows = people_page(ward_id, today(), asked["q"], asked["team"], asked["show"] or NOW, number, SIZE)

    def address(**changes):
        kept = {key: value for key, value in {**asked, **changes}.items() if value}
        return url_for("people.people", **kept)

    return page(
        "people/people.html",
        parts=("roster",),
        rows=rows,
        total=total,
        first=(number - 1) * SIZE,
        number=number,
        teams=teams,
        asked=asked,
        address=address,
        more=number * SIZE < total,
        role_names=role_names(),
        prefix=url_for("people.people") + "/",
        may_add=bool(roles_alone(current_user.held, ward_id)),
        may_grant=current_user.may(Permission.PERSON_GRANT, ward_id),
        may_invite=current_user.may(Permission.PERSON_INVITE, ward_id),
    )


def _new_form(ward_id: int) -> NewPersonForm:
    names = role_names()
    roles = [(role.value, names[role]) for role in roles_alone(current_user.held, ward_id)]
    teams = [team for team in teams_of(ward_id) if team.active_on(today())]
    return NewPersonForm(roles=roles, teams=teams)


@bp.get("/people/new")
@needs(Permission.PERSON_GRANT)
def new_person():
    return page("people/new.html", form=_new_form(ward_for(Permission.PERSON_GRANT)))


@bp.post("/people/new")
@needs(Permission.PERSON_GRANT)
def add_person():
    """A phone or e-mail address that somebody has is refused without telling whose it is; only administrators of
    the site, who see everybody anyway, are led to the account to give it a role."""
    ward_id = ward_for(Permission.PERSON_GRANT)
    form = _new_form(ward_id)
    if not form.validate():
        return page("people/new.html", form=form, status=422)
    role = Role(form.role.data)
    try:
        user = actions.add_to_ward(
            current_user.id, current_user.held, ward_id, role, form.team.data or None, **form.fields()
        )
    except Refused as refused:
        if refused.reason is GrantAnswer.TAKEN_LOGIN and current_user.everywhere:
            return _lead_to_account(form)
        taken = refused.reason is GrantAnswer.TAKEN_LOGIN
        (form.phone if taken else form.team).errors = [say(refused.reason, **refused.facts)]
        return page("people/new.html", form=form, status=422)
    return done(_("%(name)s is added. Now make a sign-in slip.", name=user.name), _address(user))


def _address(user) -> str:
    return url_for("people.person", user_id=user.id)


def _lead_to_account(form):
    found = user_by_login(form.phone.data or "") or user_by_login(form.email.data or "")
    flash(_("This person has an account already. You can give them a role here."), "info")
    return go(_address(found))
