"""The way in with a sign-in slip: by its QR code or by typing its code, then a password."""

from flask import flash, make_response, request, url_for
from flask_babel import gettext as _

from app.core.clock import now
from app.core.policy import public
from app.core.reasons import Refused
from app.core.web import cookie_words, cookies_get_lost, go, page
from app.core.words import say
from app.people import actions
from app.people.actions.throttle import had_its_share, take_try
from app.people.codes import OLD_LINK, read_code
from app.people.forms import CodeForm, NewPasswordForm
from app.people.models import User
from app.people.rules import LinkAnswer, minutes_left
from app.people.sign_in import device_name

from . import bp
from .door import enter


def _slow_down() -> None:
    """Refused after too many wrong codes from this address, for right ones too: else guessing would go on."""
    if had_its_share("slip", request.remote_addr or ""):
        raise Refused(LinkAnswer.SLOW_DOWN, minutes=minutes_left(now()))


def _person_of(code: str) -> User:
    """Whose code it is. Refused where it is nobody's; what can be no code at all counts for nothing."""
    if read_code(code) is None and not OLD_LINK.fullmatch(code):
        raise Refused(LinkAnswer.NO_CODE)
    user = actions.invited_person(code)
    if user is None:
        take_try({"slip": request.remote_addr or ""})
        raise Refused(actions.why_not(code))
    return user


def _ask(form: CodeForm, refused: Refused | None = None, status: int = 200):
    """The page where a code is typed."""
    slow = refused is not None and refused.reason is LinkAnswer.SLOW_DOWN
    if refused is not None:
        form.code.errors = [say(refused.reason, **refused.facts)]
    lost = cookie_words() if cookies_get_lost() else ""
    answer = make_response(page("people/slip.html", form=form, lost=lost, status=429 if slow else status))
    if slow:
        answer.headers["Retry-After"] = str(60 * minutes_left(now()))
    return answer


@bp.get("/vao")
@public
def slip():
    return _ask(CodeForm(formdata=None))


@bp.post("/vao")
@public
def open_slip():
    form = CodeForm()
    if not form.validate():
        return _ask(form, status=422)
    try:
        _slow_down()
        _person_of(form.code.data)
    except Refused as refused:
        return _ask(form, refused, 422)
    return go(url_for("people.invitation", code=read_code(form.code.data) or form.code.data))


@bp.get("/invitations/<code>")
@public
def old_link(code):
    """The address of links that were handed out before there were slips."""
    return go(url_for("people.invitation", code=code))


@bp.route("/vao/<code>", methods=["GET", "POST"])
@public
def invitation(code):
    """Choose a password with a code, which is used up by that."""
    form = NewPasswordForm()
    try:
        _slow_down()
        if form.validate_on_submit():
            try:
                entered = actions.accept_invitation(code, form.password.data, device_name())
            except Refused as refused:
                form.password.errors = [say(refused.reason, **refused.facts)]
            else:
                response = enter(*entered, "/")
                flash(_("Your password is set. Welcome!"), "good")
                return response
        user = _person_of(code)
    except Refused as refused:
        return _ask(CodeForm(formdata=None, data={"code": code[:300]}), refused, 404)
    return page("people/invitation.html", form=form, person=user, status=422 if request.method == "POST" else 200)
