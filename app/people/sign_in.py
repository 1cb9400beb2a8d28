"""Sessions that live on the server: the cookie holds a random token, a row its hash.

Flask-Login carries the token; ending the row (sign-out, new password, closed account) ends the session at once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from flask import current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, login_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import and_, bindparam, false, literal, or_, select, update

from app.core import clock
from app.core.clock import now
from app.core.db import Instant, action, db
from app.core.policy import Held, Permission, Reach, Role, reach
from app.core.prepared import Prepared
from app.core.unsent import owned_secret
from app.core.words import say, when

from .models import Grant, SignIn, User
from .rules import WaitAnswer, idle_limit

TOUCH_AFTER = timedelta(minutes=10)


class Sessions(LoginManager):
    """Without Flask-Login's own protection, which hashes address and browser for each request even when off."""

    def _session_protection_failed(self):
        return False


manager = Sessions()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(eq=False)
class Visitor(UserMixin):
    """Who is asking: the signed-in person with the roles held today."""

    id: int
    name: str
    language: str
    sign_in_id: int
    token: str
    held: tuple[Held, ...]
    birth_year: int | None = None
    unread: int = 0
    waiting: bool = False
    proved_at: datetime | None = None
    decides_from: datetime | None = None
    approves_from: datetime | None = None

    def get_id(self) -> str:
        return self.token

    def reach(self, permission: Permission) -> Reach:
        return reach(self.held, permission)

    def may(self, permission: Permission, ward_id: int, team_id: int | None = None) -> bool:
        return reach(self.held, permission).covers(ward_id, team_id)

    def leads_in(self, ward_id: int) -> bool:
        """Whether this person leads a team of the ward today."""
        return any(one.role is Role.TEAM_LEADER and one.ward_id == ward_id for one in self.held)

    def why_not_yet(self, permission: Permission | None = None) -> str:
        """Why this person decides nothing at the moment (or approves no records), in words; empty where nothing is
        against it."""
        until = self.approves_from if permission is Permission.LOG_APPROVE else self.decides_from
        return say(WaitAnswer.YES, moment=when(until)) if until is not None and until > now() else ""

    @property
    def waits(self) -> bool:
        """Whether the password was set with a slip not long ago, and nobody confirmed it."""
        return self.decides_from is not None and self.decides_from > now()

    @property
    def wards(self) -> frozenset[int]:
        return frozenset(one.ward_id for one in self.held if one.ward_id is not None)

    @property
    def everywhere(self) -> bool:
        return any(one.ward_id is None for one in self.held)


# Built once, of plain columns: every request runs it.
_grants = Grant.__table__.c
_KNOWN = (
    select(
        SignIn.__table__.c.id,
        SignIn.__table__.c.seen_at,
        SignIn.__table__.c.expires_at,
        SignIn.__table__.c.proved_at,
        User.__table__.c.id.label("user_id"),
        User.__table__.c.name,
        User.__table__.c.language,
        User.__table__.c.birth_year,
        _grants.role,
        _grants.ward_id,
        _grants.team_id,
    )
    .select_from(SignIn.__table__)
    .join(User.__table__, User.__table__.c.id == SignIn.__table__.c.user_id)
    .outerjoin(
        Grant.__table__,
        and_(
            _grants.user_id == User.__table__.c.id,
            _grants.starts_on <= bindparam("today"),
            or_(_grants.ends_on.is_(None), _grants.ends_on > bindparam("today")),
        ),
    )
    .where(
        SignIn.__table__.c.token_hash == bindparam("token"),
        SignIn.__table__.c.ended_at.is_(None),
        User.__table__.c.disabled_at.is_(None),
    )
    .order_by(_grants.id)
)
_NEVER = literal(None, Instant())
_VISITOR = Prepared(
    _KNOWN.add_columns(
        literal(0).label("unread"),
        false().label("waiting"),
        _NEVER.label("decides_from"),
        _NEVER.label("approves_from"),
    )
)


def know_what_waits(unread, waiting, decides_from, approves_from) -> None:
    """Read with the visitor, in the same statement, how many messages wait, whether anybody else's request does, and
    from when on this person decides, and approves records: scalar subqueries and a condition that may name ``users``
    and the parameter ``now``."""
    global _VISITOR
    added = {"unread": unread, "waiting": waiting, "decides_from": decides_from, "approves_from": approves_from}
    _VISITOR = Prepared(_KNOWN.add_columns(*(column.label(name) for name, column in added.items())))


@manager.user_loader
def visitor_of(token: str) -> Visitor | None:
    """The person behind a cookie's token, with roles, in one statement; None when the session has ended."""
    moment = now()
    asked = {"token": hashed(token), "today": clock.today(), "now": moment}
    rows = _VISITOR(asked).all()
    if not rows:
        return None
    first = rows[0]
    held = tuple(Held(Role(row.role), row.ward_id, row.team_id) for row in rows if row.role)
    # A phone that lay still as a volunteer's must not wake up as a secretary's: today's roles set the limit.
    if moment >= min(first.expires_at, first.seen_at + idle_limit(held)):
        return None
    if moment - first.seen_at > TOUCH_AFTER:
        _touch(first.id, moment, moment + idle_limit(held))
    own = (
        first.birth_year,
        first.unread,
        bool(first.waiting),
        first.proved_at,
        first.decides_from,
        first.approves_from,
    )
    return Visitor(first.user_id, first.name, first.language, first.id, token, held, *own)


@action
def _touch(sign_in_id: int, seen: datetime, expires: datetime) -> None:
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=seen, expires_at=expires))


@action
def start_session(user: User, held: tuple[Held, ...], device: str = "", place: str = "") -> str:
    """Open a session row and return its token, which is told once and kept only as a hash."""
    token, moment = secrets.token_urlsafe(32), now()
    db.session.add(
        SignIn(
            user_id=user.id,
            token_hash=hashed(token),
            device=device,
            place=place,
            started_at=moment,
            seen_at=moment,
            expires_at=moment + idle_limit(held),
        )
    )
    db.session.flush()
    return token


def remember(user: User, token: str, held: tuple[Held, ...]) -> None:
    """Put the new session into the browser's cookie, and nothing of an older one."""
    session.clear()
    session["csrf_token"] = owned_secret(user.id)
    session.permanent = True
    login_user(Visitor(user.id, user.name, user.language, 0, token, held))
    # Flask-Login's print of the address and the browser: unused, and nobody's business.
    session.pop("_id", None)


def device_name() -> str:
    """A short, harmless name of the browser, so that people recognise their own devices."""
    agent = request.user_agent.string
    for mark, name in (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ):
        if mark in agent:
            return name
    return ""


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt="known-device")


def known_device(user_id: int | None) -> bool:
    """Whether this browser has signed in to this account before: strangers' guesses then don't lock it out."""
    try:
        return user_id is not None and user_id in _serializer().loads(request.cookies.get("known", ""))
    except (BadSignature, TypeError):
        return False


def mark_device(response, user_id: int):
    """Remember that this browser knew the password of this account."""
    try:
        known = list(_serializer().loads(request.cookies.get("known", "")))[-4:]
    except (BadSignature, TypeError):
        known = []
    response.set_cookie(
        "known",
        _serializer().dumps([*(i for i in known if i != user_id), user_id]),
        max_age=365 * 24 * 3600,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/sign-in",
    )
    return response


@lru_cache(maxsize=4096)
def _opened(serializer, value: str) -> tuple[dict, datetime]:
    """A cookie's content and when it was signed. Raises BadSignature."""
    return serializer.loads(value, return_timestamp=True)


class CookieSessions(SecureCookieSessionInterface):
    """Flask's own cookie, with its serializer made once instead of twice a request."""

    def get_signing_serializer(self, app):
        if "cookie_serializer" not in app.extensions:
            app.extensions["cookie_serializer"] = super().get_signing_serializer(app)
        return app.extensions["cookie_serializer"]

    def open_session(self, app, request):
        """What the cookie says; one whose signature was checked before is not checked again, only its age."""
        value = request.cookies.get(self.get_cookie_name(app))
        if not value:
            return self.session_class()
        try:
            held, signed_at = _opened(self.get_signing_serializer(app), value)
        except BadSignature:
            return self.session_class()
        if datetime.now(UTC) - signed_at > app.permanent_session_lifetime:
            return self.session_class()
        return self.session_class({k: list(v) if isinstance(v, list) else v for k, v in held.items()})

    def save_session(self, app, session, response):
        """A cookie that did not change is not written; every page says by itself that it varies with it."""
        if session.modified or response.mimetype != "text/html":
            super().save_session(app, session, response)


def init_app(app) -> None:
    app.session_interface = CookieSessions()
    manager.init_app(app)
