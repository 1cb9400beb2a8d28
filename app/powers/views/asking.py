"""Asking for a role that decides: for somebody of the ward, or together with a new account."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.place import ward_for
from app.core.policy import Permission, Role, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people.models import Grant
from app.people.queries import person_in_reach
from app.people.rules import GrantAnswer, roles_to_ask
from app.people.views.words import role_names
from app.powers import actions
from app.powers.forms import NewHolderForm, RoleForm
from app.powers.views import bp


def choices(ward_id: int) -> list[tuple[str, str]]:
    names = role_names()
    return [(role.value, names[role]) for role in roles_to_ask(current_user.held, ward_id)]


def _asked(made, name: str, to: str):
    """``made``: the request, or the grant of whoever is the first of a ward."""
    if isinstance(made, Grant):
        return done(_("The role is given: %(name)s is the first here who decides.", name=name), to)
    return done(
        _("Asked. The role counts once somebody else who decides in the ward agrees; they are told."),
        url_for("powers.requests"),
    )


@bp.post("/people/<id:user_id>/roles/request")
@needs(Permission.PERSON_GRANT)
def ask(user_id):
    reach, ward_id = current_user.reach(Permission.PERSON_GRANT), ward_for(Permission.PERSON_GRANT)
    user = person_in_reach(user_id, reach) or abort(404)
    form = RoleForm(roles=choices(ward_id))
    if not form.validate():
        return page("powers/ask.html", person=user, form=form, status=422)
    try:
        made = actions.ask(user, Role(form.power.data), current_user.id, current_user.held, ward_id)
    except Refused as refused:
        form.power.errors = [say(refused.reason, **refused.facts)]
        return page("powers/ask.html", person=user, form=form, status=409)
    return _asked(made, user.name, url_for("people.person", user_id=user.id))


@bp.get("/roles/new")
@needs(Permission.PERSON_GRANT)
def new():
    ward_id = ward_for(Permission.PERSON_GRANT)
    form = NewHolderForm(formdata=None, roles=choices(ward_id) or abort(403))
    return page("powers/new.html", form=form)


@bp.post("/roles/new")
@needs(Permission.PERSON_GRANT)
def add():
    ward_id = ward_for(Permission.PERSON_GRANT)
    form = NewHolderForm(roles=choices(ward_id) or abort(403))
    if not form.validate():
        return page("powers/new.html", form=form, status=422)
    try:
        role, own = Role(form.power.data), current_user.held
        made = actions.ask_for_new(role, current_user.id, own, ward_id, **form.fields())
    except Refused as refused:
        field = form.phone if refused.reason is GrantAnswer.TAKEN_LOGIN else form.power
        field.errors = [say(refused.reason, **refused.facts)]
        return page("powers/new.html", form=form, status=422)
    return _asked(made, form.name.data, url_for("people.people"))
