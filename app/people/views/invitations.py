"""Sign-in links: for one person to copy or print, for many as cards to cut apart."""

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import now, today
from app.core.place import ward_for, ward_here
from app.core.policy import Permission, needs
from app.core.web import full_url_for, page
from app.people import actions
from app.people.models import User
from app.people.queries import NEVER_IN, NOW, people_by_id, people_page
from app.people.rules import INVITATION_LIFE
from app.places.queries import teams_of

from . import bp
from .person import the_person
from .words import role_names

MOST = 300


def _card(user: User, token: str) -> dict:
    """Name, login and address of a link."""
    address = full_url_for("people.invitation", token=token)
    return {"name": user.name, "login": user.phone or user.email, "address": address}


@bp.post("/people/<id:user_id>/invitation")
@needs(Permission.PERSON_INVITE)
def invite(user_id):
    """The link is shown in this answer and never again."""
    user = the_person(user_id, Permission.PERSON_INVITE)
    token = actions.invite(user, current_user.id, current_user.held, ward_here(Permission.PERSON_INVITE))
    return page("people/link.html", card=_card(user, token), person=user, until=now() + INVITATION_LIFE)


def _show(ward_id: int, problem: str = "", status: int = 200):
    teams = teams_of(ward_id)
    asked = request.args.get("team", type=int)
    team_id = asked if asked in {team.id for team in teams} else None
    which = NOW if request.args.get("show") == NOW else NEVER_IN
    total, rows = people_page(ward_id, today(), team_id=team_id, which=which, size=MOST)
    return page(
        "people/invitations.html",
        rows=rows,
        total=total,
        most=MOST,
        teams=teams,
        team_id=team_id,
        which=which,
        problem=problem,
        role_names=role_names(),
        status=status,
    )


@bp.get("/people/invitations")
@needs(Permission.PERSON_INVITE)
def invitations():
    return _show(ward_for(Permission.PERSON_INVITE))


@bp.post("/people/invitations")
@needs(Permission.PERSON_INVITE)
def invite_many():
    """Cards for the picked people of the ward; whoever may not be issued a link stands below with the reason."""
    ward_id = ward_for(Permission.PERSON_INVITE)
    texts = (value for value in request.form.getlist("person") if value.isascii() and value.isdigit())
    picked = sorted({int(value) for value in texts if len(value) <= 9})
    if not picked or len(picked) > MOST:
        return _show(ward_id, _("Pick from 1 to %(most)s people.", most=MOST), 422)
    users = people_by_id(ward_id, picked, today())
    links, refused = actions.invite_many(users, current_user.id, current_user.held, ward_id)
    return page(
        "people/cards.html",
        cards=[_card(user, token) for user, token in links],
        refused=refused,
        until=now() + INVITATION_LIFE,
    )
