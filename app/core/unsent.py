"""Work that comes in after its session has ended: kept in the reader's own browser until the same person signs in.

The token of every form names its owner (signed). What such a form sent is packed and signed into the page that asks
to sign in, comes back with the sign-in, and is shown again. Nothing of it is stored here, nothing is done by it.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field

from flask import current_app, request, session
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import PasswordField

FIELD = "unsent_form"
# A file's name, where a script sends a form anew: the file itself stays with the browser.
FILE_FIELD = "unsent_file"
# What is kept of a form, its names and values together; a form of ours that is longer holds a file.
MOST_KEPT = 96 * 1024
KEPT_FOR = 24 * 3600

# Nothing is written while a form is only shown again (``core/db.py`` refuses).
only_shown: ContextVar[bool] = ContextVar("only_shown", default=False)

_OWN = {"csrf_token", FIELD, FILE_FIELD}
_SECRET = re.compile(r"password|passwd|secret|token", re.IGNORECASE)
# Of the session what says where the reader stood; who was signed in and what was about to be said is not carried on.
_NOT_CARRIED = {"csrf_token"}


class NotSent(Exception):
    """A form that is only shown again came to the point of doing something."""


@dataclass(frozen=True)
class Kept:
    """What a form sent: its own address, whose it is, fields as pairs, names of files, the page it stood on, and
    where the reader stood (values of the session)."""

    owner: int
    path: str
    fields: list[list[str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    back: str = "/"
    stood: dict = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """What can have been typed: all that is no bare number, day or key."""
        return [value for name, value in self.fields if name != "next" and not re.fullmatch(r"[!-~]{0,40}", value)]


def not_sent() -> str:
    """What a form says that is shown again."""
    return _("You are signed in again. This has not been sent yet: look at it and send it.")


def owned_secret(user_id: int) -> str:
    """A new secret for a session's forms, which tells whose they are."""
    return f"{secrets.token_hex(20)}-{user_id}"


def owner_of_form() -> int | None:
    """Whose form this is, by its token, however old; None where the token is not ours or names nobody."""
    token = request.form.get("csrf_token", "") or request.headers.get("X-CSRFToken", "")
    try:
        raw = URLSafeTimedSerializer(current_app.secret_key, salt="wtf-csrf-token").loads(token)
    except BadData:
        return None
    return owner_of_secret(raw) if isinstance(raw, str) else None


def owner_of_secret(secret: str) -> int | None:
    """Whom a secret of ``owned_secret`` names; None for any other."""
    owner = secret.rpartition("-")[2] if "-" in secret else ""
    return int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 11 else None


def this_form(back: str | None) -> Kept | None:
    """What this request's form sent, without its secrets; None where it is nobody's."""
    owner = owner_of_form()
    if owner is None:
        return None
    secret = _password_fields()
    pairs = request.form.items(multi=True)
    fields = [[n, v] for n, v in pairs if n not in _OWN and n not in secret and not _SECRET.search(n)]
    files = [*(one.filename for one in request.files.values() if one.filename), *request.form.getlist(FILE_FIELD)]
    stood = {n: v for n, v in session.items() if not n.startswith("_") and n not in _NOT_CARRIED}
    return Kept(owner, own_path(), fields, [name[:200] for name in files[:20]], back or "/", stood)


def own_path() -> str:
    """The address of this request, with its query."""
    return request.full_path.rstrip("?")


def packed(kept: Kept) -> str:
    """As one field of a page; empty where it is too much to carry."""
    size = sum(len(text.encode("utf-8", "replace")) for pair in kept.fields for text in pair)
    return "" if size > MOST_KEPT else _serializer().dumps(asdict(kept))


def unpacked(text: str) -> Kept | None:
    """What was packed here within KEPT_FOR seconds; None for anything else."""
    try:
        return Kept(**_serializer().loads(text, max_age=KEPT_FOR))
    except (BadData, TypeError):
        return None


def holds(page: str, texts: list[str]) -> bool:
    """Whether a page shows all these texts."""
    flat = _flat(page)
    return all(_flat(text) in flat for text in texts)


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key, salt="unsent-form")


def _password_fields() -> set[str]:
    """The names of all fields of the site's forms that hold a password."""
    from app.core.forms import Form

    found, kinds = set(), [Form]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        for name in dir(kind):
            one = getattr(kind, name, None)
            if isinstance(getattr(one, "field_class", None), type) and issubclass(one.field_class, PasswordField):
                found.add(name)
    return found


_ask: Callable[[str], object] | None = None


def asks_to_sign_in(show: Callable[[str], object]):
    """Above the function that draws the page that asks to sign in, with what was kept as one of its fields."""
    global _ask
    _ask = show
    return show


def sign_in_page(kept: str):
    """The page that asks to sign in, with what was kept."""
    return _ask(kept)
