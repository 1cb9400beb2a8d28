"""What a person sees when something is refused or breaks: a sentence, a way on, and a reference number."""

import logging
import secrets

from flask import Response, current_app, g, render_template, request
from flask.globals import request_ctx
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from .db import db
from .deadline import RequestTooLong
from .isolated import ChildFailed, Isolated
from .outage import RETRY_AFTER, out_of_service, was_stopped
from .reasons import Refused
from .refusals import note_reason
from .shown_again import with_old_token
from .text import N_
from .unsent import owner_of_form
from .web import NotYet, cookie_words, cookies_get_lost, referring_path
from .words import say

log = logging.getLogger("gocua")

TITLES = {
    400: N_("That request can't be read"),
    401: N_("Please sign in"),
    403: N_("You may not see this page"),
    404: N_("There is nothing here"),
    405: N_("That can't be done this way"),
    409: N_("That can't be done now"),
    413: N_("That is too large"),
    415: N_("That can't be done this way"),
    422: N_("Please look at the entries again"),
    429: N_("Too many attempts"),
    500: N_("Something broke on our side"),
    503: N_("The site can't do that just now"),
}
MESSAGES = {
    400: N_("The address or a field contains characters that can't be used. Go back and try again."),
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
    503: N_("Nothing was saved. Try again in a minute; if it keeps happening, tell the administrator of the site."),
}

STOPPED = N_(
    "This took too long or too much memory and was stopped. Nothing was saved. Try again in a minute; if it "
    "happens again, tell the administrator the reference number."
)


# What an answer must keep of the error it stands for.
KEPT = ("Allow", "Retry-After")


def _alone() -> None:
    """From here on the page asks nothing of its request: neither what its address asks for nor the name that the
    browser gave the site, which may be what went wrong."""
    g.telling_an_error = True
    context = request_ctx._get_current_object()
    if context.url_adapter is None:
        context.url_adapter = current_app.url_map.bind("localhost")


def _answer(code: int, message: str | None = None, reference: str | None = None, title: str | None = None):
    _alone()
    known = code if code in TITLES else (500 if code >= 500 else 400)
    context = {
        "code": code,
        "title": title or _(TITLES[known]),
        "message": message or _(MESSAGES[known]),
        "reference": reference,
        # A form without scripts that was refused leads back to its page, not to the first one.
        "back": referring_path() if request.method == "POST" else None,
    }
    template = "errors/_part.html" if request.htmx.partial else "errors/page.html"
    return render_template(template, **context), code


def _http(error: HTTPException):
    if error.code is None or 300 <= error.code < 400:
        return error
    kept = {name: value for name, value in error.get_headers() if name in KEPT}
    try:
        return *_answer(error.code), kept
    except Exception:
        return *_bare(error.code), kept


def _bare(code: int, reference: str = ""):
    """Words alone, for when even the page of an error can't be drawn (the database is gone)."""
    log.exception("error page %s %s", code, reference)
    g.language = "vi"
    title = _(TITLES.get(code, TITLES[500 if code >= 500 else 400]))
    return Response(f"{title} ({reference or code})", code, mimetype="text/plain"), code


def _csrf(error: CSRFError):
    """The token is of an earlier session: what was written is not lost (``shown_again.py``)."""
    note_reason("FORGED_FORM" if owner_of_form() is None else "OLD_FORM")
    if cookies_get_lost():
        return _answer(400, cookie_words())
    return with_old_token() or _answer(
        400,
        _("The form was too old or came from elsewhere. Go back, load the page again and send it once more."),
    )


def _not_yet(error: NotYet):
    """The reason stands in words: there is nothing that an administrator could give."""
    return _answer(403, error.description, title=_("You can't decide yet"))


def _refused(refused: Refused):
    """A verb said no: its reason is the answer, nothing was written."""
    return _answer(409, say(refused.reason, **refused.facts))


def _where() -> str:
    """The address for the log: of a link that lets people in, only its shape."""
    return str(request.url_rule) if {"token", "code"} & set(request.view_args or ()) else request.path


def _unstorable(error: Exception):
    """A NUL or a number beyond the database's range came past the forms: a wrong request, no fault of ours."""
    if isinstance(error, OverflowError) and "SQLite" not in str(error):
        return _broken(error)
    log.warning("unstorable value: %s %s", request.method, _where())
    db.session.rollback()
    return _answer(400)


def _collided(error: IntegrityError):
    """Two did at once what only one can, and a constraint kept the second out: nothing of it was written."""
    log.warning("collision: %s %s", request.method, _where())
    db.session.rollback()
    return _answer(409)


def _unreadable(error: ParseException):
    """The body's chunks were garbled on the way; the server only finds out when the form is read."""
    return _answer(400)


def _unavailable(error: Exception):
    """The disk is full, the database busy or away: nothing was written, and later it may work."""
    if was_stopped(error):
        return _stopped(error)
    if not out_of_service(error):
        return _broken(error)
    log.error("out of service: %s: %s %s", getattr(error, "orig", error), request.method, _where())
    later = {"Retry-After": str(RETRY_AFTER)}
    try:
        db.session.rollback()
        return *_answer(503), later
    except Exception:
        return *_bare(503), later


def _stopped(error: Exception):
    """It took too long, in a process of its own, in the database or here, and was ended; the site is well."""
    if isinstance(error, ChildFailed):
        return _broken(error)
    reference = secrets.token_hex(4)
    log.error("stopped %s %s: %s %s", reference, error, request.method, _where())
    later = {"Retry-After": str(RETRY_AFTER)}
    try:
        db.session.rollback()
        return *_answer(503, _(STOPPED), reference), later
    except Exception:
        return *_bare(503, reference), later


def _broken(error: Exception):
    reference = secrets.token_hex(4)
    log.exception("error %s %s %s", reference, request.method, _where())
    try:
        db.session.rollback()
        return _answer(500, reference=reference)
    except Exception:
        return _bare(500, reference)


def init_app(app) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(NotYet, _not_yet)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(IntegrityError, _collided)
    app.register_error_handler(OverflowError, _unstorable)
    app.register_error_handler(ParseException, _unreadable)
    for kind in (OperationalError, PoolTimeout, OSError):
        app.register_error_handler(kind, _unavailable)
    app.register_error_handler(Isolated, _stopped)
    app.register_error_handler(RequestTooLong, _stopped)
    app.register_error_handler(Exception, _broken)
