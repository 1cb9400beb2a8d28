"""Signing in and out, the choice of language."""

from flask import abort, current_app, flash, make_response, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.clock import today
from app.core.i18n import LANGUAGES
from app.core.policy import public
from app.core.reasons import Refused
from app.core.shown_again import send_on
from app.core.unsent import FIELD, asks_to_sign_in, unpacked
from app.core.web import cookie_words, cookies_get_lost, go, page, referring_path, safe_next
from app.core.words import say
from app.people import actions
from app.people.forms import SignInForm
from app.people.queries import demo_people, held_by
from app.people.rules import SignInAnswer
from app.people.sign_in import device_name, known_device, mark_device, remember, start_session

from . import bp
from .words import role_names


def _show(form, status=200, unsent=""):
    people = demo_people() if current_app.config["DEMO"] else []
    unsent = unsent or request.form.get(FIELD, "")
    return page(
        "people/sign_in.html",
        form=form,
        people=people,
        role_names=role_names(),
        lost=cookie_words() if cookies_get_lost() else "",
        unsent=unsent if unpacked(unsent) else "",
        status=status,
    )


@asks_to_sign_in
def _ask(unsent: str):
    """Instead of what was sent without a session: the way in, with all of it."""
    if not unsent:
        flash(
            _(
                "You were signed out, and what you sent is too long to be kept here. Go back with your browser's "
                "button, sign in in another tab, and send it again."
            ),
            "warn",
        )
    return _show(SignInForm(formdata=None), 401, unsent)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in():
    form = SignInForm(data={"next": safe_next(request.args.get("next"), "")})
    if request.method != "POST":
        return go("/") if current_user.is_authenticated else _show(form)
    if not form.validate():
        return _show(form, 422)
    address = request.remote_addr or ""
    try:
        user, token, held = actions.sign_in(form.login.data, form.password.data, address, known_device, device_name())
    except Refused as refused:
        form.password.errors = [say(refused.reason, **refused.facts)]
        return _show(form, 429 if refused.reason is SignInAnswer.SLOW_DOWN else 422)
    return enter(user, token, held, safe_next(form.next.data))


def enter(user, token, held, to):
    """Signed in, and on to this address."""
    remember(user, token, held)
    kept = unpacked(request.form.get(FIELD, ""))
    return mark_device(make_response(send_on(kept, user.id) if kept else go(to)), user.id)


@bp.post("/sign-in/demo")
@public
def sign_in_demo():
    """One tap for the demo's own people; elsewhere this door does not exist."""
    if not current_app.config["DEMO"]:
        abort(404)
    chosen = request.form.get("person", type=int)
    user = next((row.user for row in demo_people() if row.user.id == chosen), None) or abort(404)
    held = held_by(user.id, today())
    return enter(user, start_session(user, held, device_name()), held, "/")


@bp.post("/sign-out")
@public
def sign_out():
    if current_user.is_authenticated:
        actions.end_session(current_user.sign_in_id, current_user.id)
    session.clear()
    response = go(url_for("people.sign_in"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.post("/language")
@public
def language():
    lang = request.form.get("lang")
    if lang not in LANGUAGES:
        abort(400)
    if current_user.is_authenticated:
        actions.choose_language(current_user.id, lang)
    response = go(safe_next(referring_path()))
    response.set_cookie(
        "lang",
        lang,
        max_age=365 * 24 * 3600,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
