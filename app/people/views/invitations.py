"""Sign-in slips: for one person to show, share or print, for many as cards to cut apart."""

from datetime import datetime

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import now, today
from app.core.forms import read_id
from app.core.place import ward_for, ward_here
from app.core.policy import Permission, needs
from app.core.qr import qr_code
from app.core.web import full_url_for, page
from app.core.words import moment
from app.people import actions
from app.people.models import User
from app.people.queries import NEVER_IN, NO_SLIP, NOW, people_by_id, people_page, teams_by_person
from app.people.rules import INVITATION_LIFE
from app.places.queries import teams_of

from . import bp
from .person import the_person
from .words import role_names

MOST = 300


def slip_of(user: User, code: str, until: datetime, team: str = "") -> dict:
    """What a slip shows: name, team, login, the code, where to type it, the same as a QR code, and a text to send."""
    address, login = full_url_for("people.invitation", code=code), user.phone or user.email
    text = _(
        "Hello %(name)s, this is your way into Gõ Cửa: %(address)s (works once, until %(until)s). "
        "Later you sign in with %(login)s.",
        name=user.name,
        address=address,
        until=moment(until),
        login=login,
    )
    return {
        "name": user.name,
        "team": team,
        "login": login,
        "code": code,
        "door": full_url_for("people.slip").partition("://")[2],
        "address": address,
        "qr": qr_code(address),
        "text": text,
    }


@bp.post("/people/<id:user_id>/invitation")
@needs(Permission.PERSON_INVITE)
def invite(user_id):
    """The link is shown in this answer and never again."""
    user = the_person(user_id, Permission.PERSON_INVITE)
    code = actions.invite(user, current_user.id, current_user.held, ward_here(Permission.PERSON_INVITE))
    until = now() + INVITATION_LIFE
    return page("people/link.html", card=slip_of(user, code, until), person=user, until=until)


def _show(ward_id: int, problem: str = "", status: int = 200):
    teams = teams_of(ward_id)
    asked = request.args.get("team", type=int)
    team_id = asked if asked in {team.id for team in teams} else None
    which = request.args.get("show")
    which = which if which in (NOW, NEVER_IN) else NO_SLIP
    total, rows = people_page(ward_id, today(), team_id=team_id, which=which, size=MOST)
    others = rows or [one for one in people_page(ward_id, today(), size=2)[1] if one.id != current_user.id]
    return page(
        "people/invitations.html",
        rows=rows,
        anybody=bool(others),
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
    """Slips for the picked people of the ward, or for all that the list showed; whoever may not be issued one stands
    below with the reason."""
    ward_id = ward_for(Permission.PERSON_INVITE)
    texts = request.form.getlist("shown" if "all" in request.form else "person")
    picked = sorted({read_id(value) for value in texts} - {0})
    if not picked or len(picked) > MOST:
        return _show(ward_id, _("Pick from 1 to %(most)s people.", most=MOST), 422)
    users = people_by_id(ward_id, picked, today())
    links, refused = actions.invite_many(users, current_user.id, current_user.held, ward_id)
    until, teams = now() + INVITATION_LIFE, teams_by_person(ward_id, [user.id for user, _code in links], today())
    # A cut pile is handed out team by team.
    links.sort(key=lambda link: teams.get(link[0].id, ""))
    return page(
        "people/cards.html",
        cards=[slip_of(user, code, until, teams.get(user.id, "")) for user, code in links],
        refused=refused,
        until=until,
    )
