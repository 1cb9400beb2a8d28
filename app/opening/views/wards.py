"""The wards of the site, and a new one with its secretary."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.opening.actions import add_ward_with_secretary
from app.opening.forms import WardForm
from app.opening.queries import wards_listed
from app.opening.rules import OpeningAnswer
from app.people.rules import INVITATION_LIFE
from app.people.views.invitations import slip_of

from . import bp


def _only_for_the_site() -> None:
    """A ward is added by who administers all of them; 403 for an administrator of one."""
    if not current_user.reach(Permission.WARD_ADD).everywhere:
        abort(403)


@bp.get("/wards")
@needs(Permission.WARD_ADD)
def wards():
    _only_for_the_site()
    return page("opening/wards.html", wards=wards_listed())


@bp.get("/wards/new")
@needs(Permission.WARD_ADD)
def new_ward():
    _only_for_the_site()
    return page("opening/ward.html", form=WardForm(formdata=None))


@bp.post("/wards/new")
@needs(Permission.WARD_ADD)
def add_ward():
    """The secretary's slip is shown in this answer and never again."""
    _only_for_the_site()
    form = WardForm()
    if not form.validate():
        return page("opening/ward.html", form=form, status=422)
    values = {name: form[name].data for name in ("ward", "province", "name", "phone", "email")}
    try:
        user, code = add_ward_with_secretary(**values, by=current_user.id, own=current_user.held)
    except Refused as refused:
        field = form.ward if refused.reason is OpeningAnswer.WARD_THERE else form.phone
        field.errors = [say(refused.reason, **refused.facts)]
        return page("opening/ward.html", form=form, status=422)
    if code is None:
        return done(_("The ward is added. %(name)s signs in as before.", name=user.name), url_for("opening.wards"))
    until = now() + INVITATION_LIFE
    return page("people/link.html", card=slip_of(user, code, until), person=user, until=until)
