"""Pages and parts: one template serves both; all that touches htmx headers lives here."""

from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from htmx_flask import Htmx
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import Forbidden, HTTPException, SecurityError
from werkzeug.routing import IntegerConverter, RoutingException
from werkzeug.urls import iri_to_uri

from app.config import LOOPBACK

from .policy import DECIDING, Permission
from .refusals import note_reason
from .unsent import owned_secret

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Site(Flask):
    """No view is a coroutine, so none is asked whether it is: that would be fifteen questions a request."""

    def ensure_sync(self, func):
        return func


class Headers(HtmxHeaders):
    """htmx 4's headers, which htmx-flask doesn't know yet: the target comes as ``tag#id``."""

    @cached_property
    def target_id(self) -> str:
        return (self._headers.get("HX-Target") or "").rpartition("#")[2]

    @cached_property
    def partial(self) -> bool:
        return bool(self) and self._headers.get("HX-Request-Type") == "partial"


class Id(IntegerConverter):
    """``<id:shift_id>`` in an address: what fits a key of the database; anything larger is a 404."""

    regex = r"[0-9]{1,10}"

    def __init__(self, url_map):
        super().__init__(url_map, min=1, max=2**31 - 1)


class Request(HtmxAwareRequest):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.htmx = Headers(self.headers)


@lru_cache(maxsize=4096)
def _signed(secret_key: str, raw: str) -> str:
    return URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps(raw)


def token() -> str:
    """The token of this session's forms. Flask-WTF signs it anew for each request; as it holds as long as the session
    (``WTF_CSRF_TIME_LIMIT``), once is enough."""
    if "csrf_token" in g:
        return g.csrf_token
    if "csrf_token" not in session:
        return generate_csrf()
    g.csrf_token = _signed(current_app.secret_key, session["csrf_token"])
    return g.csrf_token


def page(template: str, parts: tuple[str, ...] = (), status: int = 200, **context):
    """The whole page, or the one part that htmx asks for: a block named as its element's id."""
    wanted = request.htmx.target_id if request.htmx.partial else ""
    if wanted in parts:
        return part(template, wanted, **context), status
    return render_template(template, **context), status


def part(template: str, block: str, **context) -> str:
    """One block of a template, with the messages that wait, which htmx puts beside it."""
    current_app.update_template_context(context)
    loaded = current_app.jinja_env.get_template(template)
    return "".join(loaded.blocks[block](loaded.new_context(context))) + _toasts()


def _toasts() -> str:
    return render_template("_toasts.html")


def done(message: str, to: str, draw=None, kind: str = "good"):
    """The end of a POST: htmx gets what ``draw()`` returns and a message, everybody else a redirect (303)."""
    flash(message, kind)
    if request.htmx.partial and draw is not None:
        html = draw()
        return html if "toasts" in html else html + _toasts()
    return go(to)


def go(to: str) -> Response:
    """Send the reader to one of our own pages (303; htmx follows by itself)."""
    if request.htmx.partial:
        return Response(status=200, headers={"HX-Redirect": iri_to_uri(to)})
    return redirect(to, 303)


def safe_next(target: str | None, default: str = "/") -> str:
    """An address on this site to go on to, or the default: one leading slash, no host, no tricks."""
    if not target or len(target) > 500 or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if "\\" in target or any(ord(c) < 33 or ord(c) == 127 for c in target):
        return default
    split = urlsplit(target)
    return default if split.scheme or split.netloc else target


def site_address() -> str:
    """Where the site is for whoever gets a link: as its settings say (production always does), else as it was asked
    for. Without a slash at its end."""
    return current_app.config.get("SITE_URL") or request.host_url.rstrip("/")


def full_url_for(endpoint: str, **values) -> str:
    """A page's whole address, to be copied, printed, sent or drawn as a QR code."""
    return site_address() + url_for(endpoint, **values)


def cookies_get_lost() -> bool:
    """Whether the browser keeps no session here: its cookie is for https only, and this page came by plain http.

    A proxy that does not say that it speaks https, or is not counted in GOCUA_PROXIES, is no such case.
    """
    if not current_app.config["SESSION_COOKIE_SECURE"] or request.is_secure:
        return False
    told = request.headers.get("X-Forwarded-Proto", "") + request.headers.get("Forwarded", "")
    # Browsers send these to https and to the machine itself only.
    return "https" not in told and "Sec-Fetch-Site" not in request.headers and not _is_loopback(request.host)


def cookie_words() -> str:
    """Why nobody can sign in here, and what to do."""
    site = current_app.config.get("SITE_URL", "")
    if site.startswith("https:"):
        return _(
            "Signing in can't work at this address: it is opened without https, so the browser keeps no session. "
            "Open %(site)s instead.",
            site=site,
        )
    return _(
        "Signing in can't work at this address: it is opened without https, so the browser keeps no session. The "
        "administrator of the site has to put a certificate in front of it and set GOCUA_SITE_URL to the https "
        "address."
    )


def _is_loopback(host: str) -> bool:
    return host.rpartition(":")[0] in LOOPBACK or host in LOOPBACK


def referring_path() -> str | None:
    """The path of the page that sent this, if it is one of ours and can be asked for again."""
    try:
        referrer, root = request.referrer or "", request.host_url
    except SecurityError:
        return None
    if not referrer.startswith(root):
        return None
    path = "/" + referrer[len(root) :]
    try:
        current_app.create_url_adapter(request).match(path.partition("?")[0], method="GET")
    except (HTTPException, RoutingException):
        return None
    return path


def _check_text():
    """No address or field carries a NUL or a lone surrogate: neither database would store it."""
    texts = (request.path,)
    if request.query_string:
        texts += (*request.args.keys(), *request.args.values())
    for source in texts:
        if "\x00" in source or (not source.isascii() and any("\ud800" <= c <= "\udfff" for c in source)):
            abort(400)


def _check_origin():
    """Unsafe methods come from our own pages; the token of the form is checked besides."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("Sec-Fetch-Site") == "cross-site":
        note_reason("OTHER_SITE")
        abort(403)


class NotYet(Forbidden):
    """Whoever asks may do this, but not for the time being: the description says why, until when and what helps."""


def must_decide(permission: Permission | None = None) -> None:
    """Inside a view whose permission does not say that it decides. Raises NotYet."""
    why = current_user.why_not_yet(permission)
    if why:
        note_reason("NOT_YET")
        raise NotYet(why)


def _check_access():
    """What stands above the view decides who may enter."""
    view = current_app.view_functions.get(request.endpoint)
    if view is None:
        return None
    access = getattr(view, "access", None)
    if access == "public":
        return None
    if access is None:
        raise RuntimeError(f"{request.endpoint} says not who may enter: add @needs, @signed_in or @public")
    visitor = current_user._get_current_object()
    if not visitor.is_authenticated:
        return _ask_to_sign_in()
    if "csrf_token" not in session:
        session["csrf_token"] = owned_secret(visitor.id)
    if isinstance(access, Permission) and not visitor.reach(access):
        note_reason("NO_PERMISSION")
        abort(403)
    if access in DECIDING and request.method == "POST":
        must_decide(access)
    return None


def check_request():
    """All that is asked of a request before its view: None, or the answer instead; raises HTTPException."""
    _check_text()
    _check_origin()
    return _check_access()


def _ask_to_sign_in():
    if request.method == "POST":
        from .shown_again import without_session

        answer = without_session()
        if answer is not None:
            return answer
    back = request.full_path.rstrip("?") if request.method == "GET" and not request.htmx.partial else "/"
    to = url_for("people.sign_in", next=back) if back != "/" else url_for("people.sign_in")
    if request.htmx.partial:
        return Response(status=401, headers={"HX-Redirect": to})
    return redirect(to, 303)


def _protect(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if current_app.config["PRODUCTION"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if response.mimetype == "text/html":
        # The same address answers with a page or with a part of it.
        headers["Vary"] = "HX-Request, HX-Request-Type, Cookie, Accept-Encoding"
    # Pages, files and errors alike may speak of people; only static files say otherwise.
    headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app) -> None:
    Htmx(app)
    app.context_processor(lambda: {"csrf_token": token})
    app.request_class = Request
    app.url_map.converters["id"] = Id
    app.before_request(_check_text)
    app.before_request(_check_origin)
    app.before_request(_check_access)
    app.after_request(_protect)
