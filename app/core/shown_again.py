"""A form whose session had ended stands there again, with its text, for the person whose it is.

Its own view draws it, in a mode in which nothing can be written and no form counts as valid; where the view can't, a
page of its own shows what was sent, with a button. Either way it goes out only by a tap, with a token of today.
"""

import html
import logging

from flask import Response, current_app, flash, request, session
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from . import unsent
from .db import db
from .unsent import Kept, NotSent, holds, not_sent, only_shown
from .web import check_request, go, page, referring_path, token

log = logging.getLogger("gocua")

# A part that was sent without a session is sent once more as a page, by its script (``static/js/app/failures.js``).
RESEND = "Gocua-Send-As-Page"
# In the environment of a request that this process makes of a form that was kept; no client can set it.
KEPT = "gocua.kept"


def without_session():
    """The answer to a form that comes in with nobody signed in; None where it can't be told whose it is."""
    kept = unsent.this_form(referring_path())
    if kept is None:
        return None
    if request.htmx.partial:
        return Response(status=401, headers={RESEND: "1"})
    return unsent.sign_in_page(unsent.packed(kept))


def with_old_token():
    """The answer to a form whose token belongs to an earlier session; None where there is nothing to carry on."""
    if _is_public():
        packed = request.form.get(unsent.FIELD, "")
        return _after_sign_in(packed) if packed and request.endpoint == "people.sign_in" else None
    kept = unsent.this_form(referring_path())
    if kept is None:
        return None
    if request.htmx.partial:
        return Response(status=401, headers={RESEND: "1"})
    if not current_user.is_authenticated:
        return unsent.sign_in_page(unsent.packed(kept))
    return show(kept)


def _after_sign_in(packed: str):
    """The sign-in was tapped twice, or its page lay too long."""
    kept = unsent.unpacked(packed)
    if kept is not None and current_user.is_authenticated:
        return send_on(kept, current_user.id)
    return unsent.sign_in_page(packed) if kept else None


def send_on(kept: Kept, user_id: int) -> Response:
    """After signing in: the form with all that it sent; somebody else goes to the first page, and sees nothing."""
    if kept.owner != user_id:
        return _of_somebody_else()
    if not kept.fields and not kept.files:
        flash(_("You are signed in again. What you tapped has not been done yet: tap it once more."), "warn")
        return go(kept.back)
    return _at_its_own_address(kept)


def _at_its_own_address(kept: Kept) -> Response:
    """What a request to the form's own address answers in the session that has just begun. The browser is not sent
    there: it would send the password along."""
    app = current_app._get_current_object()
    cookies = {**request.cookies, app.config["SESSION_COOKIE_NAME"]: _cookie(app)}
    asks = {
        "method": "POST",
        "base_url": request.host_url,
        "headers": {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
        "environ_overrides": {KEPT: kept, "REMOTE_ADDR": request.remote_addr or ""},
    }
    with app.app_context(), app.test_request_context(kept.path, **asks):
        answer = app.full_dispatch_request()
        body, status, stands = answer.get_data(), answer.status_code, dict(session)
    session.update(stands)
    return Response(body, status, mimetype="text/html")


def _cookie(app) -> str:
    return app.session_interface.get_signing_serializer(app).dumps(dict(session))


def _of_somebody_else() -> Response:
    flash(_("What was not sent belongs to somebody else. It is not shown to you, and was not sent."), "warn")
    return go("/")


def came_back():
    """Before anything else: a form that was kept stands at its own address again, after the sign-in."""
    kept = request.environ.get(KEPT)
    return show(kept) if kept is not None else None


def show(kept: Kept):
    """The form with all that it sent, or the page that shows it; nothing is written."""
    if kept.owner != current_user.id:
        return _of_somebody_else()
    for name, value in kept.stood.items():
        session.setdefault(name, value)
    if "csrf_token" not in session or unsent.owner_of_secret(session["csrf_token"]) != current_user.id:
        session["csrf_token"] = unsent.owned_secret(current_user.id)
    request.form = ImmutableMultiDict([*map(tuple, kept.fields), ("csrf_token", token())])
    request.files = ImmutableMultiDict()
    for name in kept.files:
        flash(_("The file %(name)s could not be kept. Choose it again.", name=name), "warn")
    try:
        may_send = check_request() is None
    except HTTPException:
        may_send = False
    return (may_send and _its_own_page(kept)) or _page_of(kept, may_send)


def _its_own_page(kept: Kept):
    """The view's answer, where it is its form with all that was typed; else None."""
    shown = only_shown.set(True)
    try:
        view = current_app.view_functions[request.endpoint]
        response = current_app.make_response(view(**request.view_args))
    except NotSent:
        return None
    except Exception as error:
        # Whatever the view makes of it, the text is not lost: the page beside shows it.
        if not isinstance(error, HTTPException):
            log.info("shown beside its own page: %s %s", request.endpoint, type(error).__name__)
        return None
    finally:
        only_shown.reset(shown)
        db.session.rollback()
    if response.status_code != 422 or response.mimetype != "text/html":
        return None
    text = html.unescape(response.get_data(as_text=True))
    if not holds(text, [not_sent(), *kept.texts]):
        return None
    response.status_code = 200
    return response


def _page_of(kept: Kept, may_send: bool):
    return page("errors/unsent.html", kept=kept, may_send=may_send)


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint)
    return view is None or getattr(view, "access", None) == "public"


def init_app(app) -> None:
    app.before_request(came_back)
