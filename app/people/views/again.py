"""Signing in afresh: before what weighs most, whoever is signed in tells the password once more.

An open session on an unlocked computer is enough to read and to prepare, not to decide.
"""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.config import DEMO_PASSWORD
from app.core.clock import now
from app.core.policy import signed_in
from app.core.reasons import Refused
from app.core.web import go, page, safe_next
from app.core.words import say
from app.people.actions import prove
from app.people.forms import AgainForm
from app.people.rules import PROOF_LIFE, SignInAnswer, proof_counts

from . import bp

# What a form has of its own; everything else that was sent is carried along.
_OWN = ("csrf_token", "own_password", "next")


def ask_for_proof(what: str):
    """Inside a view that is about to do ``what``, once all that was filled in is right: an answer that asks for the
    password, or None where it was told.

    A form is answered with the question, which carries along all that was sent: with the right password it goes
    through, and nothing has to be typed twice. Otherwise the page is asked for again after the password.
    """
    if _proved():
        return None
    if request.htmx.partial or request.method != "POST":
        return go(url_for("people.again", next=_page()))
    if "own_password" not in request.form:
        return _ask(AgainForm(formdata=None), what, status=401)
    return _told(AgainForm(), what)


def _proved() -> bool:
    return proof_counts(current_user.proved_at, now())


def _page() -> str:
    """The page that somebody looks at: this one, or the one that htmx sent a part of."""
    if not request.htmx.partial:
        return safe_next(request.full_path.rstrip("?"))
    split = urlsplit(request.headers.get("HX-Current-URL", ""))
    return safe_next(split.path + (f"?{split.query}" if split.query else ""))


def _ask(form: AgainForm, what: str = "", to: str = "", status: int = 200):
    sent = [] if to else [pair for pair in request.form.items(multi=True) if pair[0] not in _OWN]
    return page(
        "people/again.html",
        form=form,
        what=what,
        sent=sent,
        to=to,
        minutes=PROOF_LIFE.seconds // 60,
        hint=_("Password for everybody here: %(password)s", password=DEMO_PASSWORD)
        if current_app.config["DEMO"]
        else "",
        status=status,
    )


def _told(form: AgainForm, what: str = "", to: str = ""):
    """The question again where the password is wrong; None where it is right."""
    if not form.validate():
        return _ask(form, what, to, 422)
    try:
        prove(current_user.id, current_user.sign_in_id, form.own_password.data)
    except Refused as refused:
        form.own_password.errors = [say(refused.reason, **refused.facts)]
        return _ask(form, what, to, 429 if refused.reason is SignInAnswer.SLOW_DOWN else 422)
    return None


@bp.get("/sign-in/again")
@signed_in
def again():
    to = safe_next(request.args.get("next"))
    return go(to) if _proved() else _ask(AgainForm(formdata=None), to=to)


@bp.post("/sign-in/again")
@signed_in
def prove_again():
    to = safe_next(request.form.get("next"))
    return _told(AgainForm(), to=to) or go(to)
