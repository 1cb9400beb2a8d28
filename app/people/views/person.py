"""One person: what the ward knows of them, their roles, closing and opening the account."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import today
from app.core.place import ward_for, ward_here
from app.core.policy import Held, Permission, Role, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people import actions
from app.people.forms import GrantForm, PersonForm
from app.people.models import User
from app.people.queries import grant_in_reach, person_in_reach, skills_with, whole_person
from app.people.rules import GrantAnswer, InviteAnswer, may_grant, may_invite, may_manage, roles_alone
from app.places.queries import teams_of

from . import bp
from .words import role_names


def the_person(user_id: int, permission: Permission) -> User:
    """Somebody within the visitor's reach, or 404."""
    return person_in_reach(user_id, current_user.reach(permission)) or abort(404)


def _address(user: User) -> str:
    return url_for("people.person", user_id=user.id)


def _grant_form(roles, ward_id: int, **kwargs) -> GrantForm:
    names = role_names()
    teams = [team for team in teams_of(ward_id) if team.active_on(today())]
    return GrantForm(roles=[(role.value, names[role]) for role in roles], teams=teams, **kwargs)


def _show(user_id, form=None, grant_form=None, status=200):
    reach, own = current_user.reach(Permission.PERSON_READ), current_user.held
    user, link_until, rows = whole_person(user_id, reach) or abort(404)
    held = tuple(
        Held(Role(row.Grant.role), row.Grant.ward_id, row.Grant.team_id)
        for row in rows
        if row.Grant.ends_after(today())
    )
    manage, ward_id = may_manage(own, held), ward_here(Permission.PERSON_GRANT)
    give = roles_alone(own, ward_id) if ward_id else ()
    return page(
        "people/person.html",
        person=user,
        read=rows[0],
        grants=[row for row in rows if reach.everywhere or row.Grant.ward_id in reach.wards],
        today=today(),
        form=form or (PersonForm(formdata=None, obj=user) if manage is InviteAnswer.YES else None),
        grant_form=grant_form or (_grant_form(give, ward_id, formdata=None) if give else None),
        may_end={
            row.Grant.id
            for row in rows
            if row.Grant.ends_on is None and may_grant(own, Role(row.Grant.role), row.Grant.ward_id)
        },
        manage=manage,
        link=may_invite(own, held, user.disabled_at is not None, bool(user.phone or user.email)),
        link_until=link_until,
        invites=bool(current_user.reach(Permission.PERSON_INVITE)),
        role_names=role_names(),
        skills=skills_with(ward_id, user_id) if ward_id else None,
        status=status,
    )


@bp.get("/people/<id:user_id>")
@needs(Permission.PERSON_READ)
def person(user_id):
    return _show(user_id)


@bp.post("/people/<id:user_id>")
@needs(Permission.PERSON_INVITE)
def change_person(user_id):
    user, form = the_person(user_id, Permission.PERSON_INVITE), PersonForm()
    if not form.validate():
        return _show(user_id, form=form, status=422)
    try:
        actions.change_person(
            user,
            by=current_user.id,
            ward_id=ward_here(Permission.PERSON_INVITE),
            own=current_user.held,
            **form.fields(),
        )
    except Refused as refused:
        if refused.reason not in (GrantAnswer.TAKEN_LOGIN, GrantAnswer.NAME_STANDS):
            raise
        field = form.name if refused.reason is GrantAnswer.NAME_STANDS else form.phone
        field.errors = [say(refused.reason)]
        return _show(user_id, form=form, status=422)
    return done(_("Saved."), _address(user))


@bp.post("/people/<id:user_id>/roles")
@needs(Permission.PERSON_GRANT)
def give_role(user_id):
    user, ward_id = the_person(user_id, Permission.PERSON_GRANT), ward_for(Permission.PERSON_GRANT)
    form = _grant_form(roles_alone(current_user.held, ward_id), ward_id)
    if not form.validate():
        return _show(user_id, grant_form=form, status=422)
    try:
        actions.grant_role(
            user, Role(form.role.data), current_user.id, ward_id, form.team.data or None, own=current_user.held
        )
    except Refused as refused:
        form.team.errors = [say(refused.reason, **refused.facts)]
        return _show(user_id, grant_form=form, status=422)
    return done(_("The role is given; it counts from today on."), _address(user))


@bp.post("/people/<id:user_id>/roles/<id:grant_id>/end")
@needs(Permission.PERSON_GRANT)
def end_role(user_id, grant_id):
    grant = grant_in_reach(grant_id, user_id, current_user.reach(Permission.PERSON_GRANT)) or abort(404)
    actions.end_role(grant, by=current_user.id, own=current_user.held)
    return done(_("The role has ended."), url_for("people.person", user_id=user_id))


@bp.post("/people/<id:user_id>/close")
@needs(Permission.PERSON_INVITE)
def close_account(user_id):
    user = the_person(user_id, Permission.PERSON_INVITE)
    actions.close_account(user, current_user.id, current_user.held, ward_here(Permission.PERSON_INVITE))
    return done(_("The account is closed and signed out everywhere."), _address(user))


@bp.post("/people/<id:user_id>/open")
@needs(Permission.PERSON_INVITE)
def open_account(user_id):
    user = the_person(user_id, Permission.PERSON_INVITE)
    actions.open_account(user, current_user.id, current_user.held, ward_here(Permission.PERSON_INVITE))
    return done(_("The account is open again."), _address(user))
