"""What a person sees when something is refused or breaks: a sentence, a way on, and a reference number."""

import logging
import secrets

from flask import render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from .db import db
from .reasons import Refused
from .text import N_
from .words import say

log = logging.getLogger("gocua")

TITLES = {
    400: N_("That request can't be read"),
    401: N_("Please sign in"),
    403: N_("This page is not open to your role"),
    404: N_("There is nothing here"),
    405: N_("That can't be done this way"),
    409: N_("That can't be done now"),
    413: N_("That is too large"),
    415: N_("That can't be done this way"),
    422: N_("Please look at the entries again"),
    429: N_("Too many tries"),
    500: N_("Something broke on our side"),
}
MESSAGES = {
    400: N_("The address or a field holds characters that can't be used. Go back and try again."),
    401: N_("Sign in, then try again."),
    403: N_("If you need it for your work, ask the administrator of your ward to give you the role."),
    404: N_("The page may have moved, or it belongs to another ward."),
    405: N_("Go back and use the buttons of the page."),
    409: N_("Somebody may have been quicker. Look at the page again."),
    413: N_("Send a smaller file or a shorter text."),
    415: N_("Go back and use the buttons of the page."),
    422: N_("Some entries are missing or wrong. Nothing was saved."),
    429: N_("Wait a few minutes, then try again."),
    500: N_("Nothing was saved. Try again; if it happens again, tell the administrator the reference number."),
}


def _answer(code: int, message: str | None = None, reference: str | None = None):
    known = code if code in TITLES else (500 if code >= 500 else 400)
    context = {
        "code": code,
        "title": _(TITLES[known]),
        "message": message or _(MESSAGES[known]),
        "reference": reference,
    }
    template = "errors/_part.html" if request.htmx.partial else "errors/page.html"
    return render_template(template, **context), code


def _http(error: HTTPException):
    if error.response is not None and error.code is None:
        return error
    if 300 <= (error.code or 500) < 400:
        return error
    return _answer(error.code or 500)


def _csrf(error: CSRFError):
    return _answer(
        400,
        _("The form was too old or came from elsewhere. Go back, load the page again and send it once more."),
    )


def _refused(refused: Refused):
    """A verb said no: its reason is the answer, nothing was written."""
    return _answer(409, say(refused.reason, **refused.facts))


def _broken(error: Exception):
    reference = secrets.token_hex(4)
    log.exception("error %s %s %s", reference, request.method, request.path)
    try:
        db.session.rollback()
        return _answer(500, reference=reference)
    except Exception:
        log.exception("error page %s", reference)
        return f"{_(TITLES[500])} ({reference})", 500


def init_app(app) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(Refused, _refused)
    if not app.config.get("PROPAGATE"):
        app.register_error_handler(Exception, _broken)
