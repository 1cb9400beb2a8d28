"""One's own account: password, devices, consent."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.db import db
from app.core.policy import signed_in
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people import actions
from app.people.forms import ChangePasswordForm, ConsentForm
from app.people.models import User
from app.people.queries import agreed, sessions_of

from . import bp

BOARD_NAME = "board_name"


@bp.get("/me")
@signed_in
def me(form=None, status=200):
    user = db.session.get(User, current_user.id)
    consent = ConsentForm(data={BOARD_NAME: bool(agreed([user.id], BOARD_NAME))})
    return page(
        "people/me.html",
        person=user,
        form=form or ChangePasswordForm(),
        consent=consent,
        sessions=sessions_of(user.id),
        status=status,
    )


@bp.post("/me/password")
@signed_in
def change_password():
    form = ChangePasswordForm()
    if not form.validate():
        return me(form, 422)
    user = db.session.get(User, current_user.id)
    try:
        actions.change_password(user, form.old.data, form.password.data, but=current_user.sign_in_id)
    except Refused as refused:
        field = form.old if refused.reason.name in ("WRONG", "SLOW_DOWN") else form.password
        sentence = _("This is not your present password.") if refused.reason.name == "WRONG" else None
        field.errors = [sentence or say(refused.reason, **refused.facts)]
        return me(form, 422)
    return done(_("Your password is changed. Your other devices are signed out."), url_for("people.me"))


@bp.post("/me/sessions/end")
@signed_in
def end_sessions():
    ended = actions.end_other_sessions(current_user.id, but=current_user.sign_in_id)
    return done(_("%(n)s other devices were signed out.", n=ended), url_for("people.me"))


@bp.post("/me/consent")
@signed_in
def consent():
    verb = actions.agree if request.form.get(BOARD_NAME) else actions.withdraw
    verb(current_user.id, BOARD_NAME)
    return done(_("Your choice is saved."), url_for("people.me"))
