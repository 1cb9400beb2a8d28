"""Lines in the log of what somebody tried and was not let, and of files with people in them that went out.

Who (the account's id), what (the view and the ids in its address), why (the code of the reason): no name, no phone,
nothing that was typed. Whoever looks into a quarrel finds the attempt; whoever reads the log learns nobody's data.
"""

import logging

from flask import g, request, session

from .reasons import last_refusal
from .unsent import owner_of_secret

log = logging.getLogger("gocua")

# Of what is sent: forms that were turned away. Of what is asked for: pages that are not for this visitor, and ids of
# what is not there for them.
REFUSED = {"POST": {400, 403, 404, 409, 413, 422, 429}, "GET": {403, 404}}


def note_reason(why: str) -> None:
    """Why this request is turned away, as a code, where no verb says so."""
    last_refusal.set(why)


def _begin() -> None:
    last_refusal.set("")


def _who() -> int | None:
    """Whose session it is, without asking the database: by the visitor if they were looked up, else by the owner of
    the session's forms, signed in the cookie."""
    visitor = g.get("_login_user")
    if visitor is not None:
        return getattr(visitor, "id", None)
    return owner_of_secret(session.get("csrf_token", ""))


def _what() -> str:
    """The view and the ids of its address; never a code that lets people in, never words."""
    ids = [f"{name}={value}" for name, value in (request.view_args or {}).items() if isinstance(value, int)]
    return " ".join([request.method, request.endpoint, *ids])


def _note(response):
    if request.endpoint is None or request.endpoint.startswith("assets."):
        return response
    why, status = last_refusal.get(), response.status_code
    if status in REFUSED.get(request.method, ()):
        # A form with a mistake in it is no refusal, nor is a public page that is not there.
        if why or (status not in (422, 429) and _who() is not None):
            log.warning("refused: %s by=%s why=%s status=%s", _what(), _who(), why or "-", status)
    elif status == 200 and _is_file(response) and _who() is not None:
        log.info("handed out: %s by=%s", _what(), _who())
    return response


def _is_file(response) -> bool:
    put = response.headers.get("Content-Disposition", "")
    return put.startswith("attachment") or response.mimetype == "application/pdf"


def init_app(app) -> None:
    app.before_request(_begin)
    app.after_request(_note)
