"""One's own account: password, devices, consent."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.core.clock import today
from app.core.db import db
from app.core.policy import signed_in
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people import actions
from app.people.forms import ChangePasswordForm, ConsentForm
from app.people.models import User
from app.people.queries import account_of, grants_of, sessions_of
from app.people.rules import SignInAnswer

from . import bp
from .words import role_names

BOARD_NAME = "board_name"


@bp.get("/me")
@signed_in
def me(form=None, status=200):
    person, agreed = account_of(current_user.id, BOARD_NAME)
    return page(
        "people/me.html",
        person=person,
        form=form or ChangePasswordForm(),
        # Not from the request: this page also answers a wrong password form, which has no such box.
        consent=ConsentForm(formdata=None, data={BOARD_NAME: agreed}),
        roles=[row for row in grants_of(current_user.id) if row.Grant.ends_after(today())],
        sessions=sessions_of(current_user.id),
        role_names=role_names(),
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
        wrong = refused.reason is SignInAnswer.WRONG
        sentence = _("This is not your current password.") if wrong else say(refused.reason, **refused.facts)
        (form.old if isinstance(refused.reason, SignInAnswer) else form.password).errors = [sentence]
        return me(form, 429 if refused.reason is SignInAnswer.SLOW_DOWN else 422)
    return done(_("Your password is changed. Your other devices are signed out."), url_for("people.me"))


@bp.post("/me/sessions/end")
@signed_in
def end_sessions():
    ended = actions.end_other_sessions(current_user.id, by=current_user.id, but=current_user.sign_in_id)
    text = ngettext("%(num)d other device was signed out.", "%(num)d other devices were signed out.", ended)
    return done(text, url_for("people.me"))


@bp.post("/me/consent")
@signed_in
def consent():
    verb = actions.agree if request.form.get(BOARD_NAME) else actions.withdraw
    verb(current_user.id, BOARD_NAME)
    return done(_("Your choice is saved."), url_for("people.me"))
