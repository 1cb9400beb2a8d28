"""Words: English sentences in the code, Vietnamese by default on screen.

Each room keeps its Vietnamese in ``app/translations/vi/<room>.po``; they are read and merged at start, so that
there is no compiled file to forget.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import g, has_request_context, request
from flask_babel import Babel, Domain
from flask_login import current_user

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
FOLDER = Path(__file__).resolve().parent.parent / "translations"


@cache
def catalogue(language: str) -> NullTranslations:
    """The merged sentences of all rooms in one language; English is what the code says."""
    merged = None
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            binary = BytesIO()
            write_mo(binary, read_po(file, locale=language))
        binary.seek(0)
        one = Translations(binary)
        merged = one if merged is None else merged.merge(one)
    return merged or NullTranslations()


class RoomsDomain(Domain):
    def get_translations(self):
        return catalogue(language())


class RoomsBabel(Babel):
    domain_instance = RoomsDomain()


babel = RoomsBabel()

_asked: ContextVar[str | None] = ContextVar("language", default=None)


@contextmanager
def speaking(chosen: str):
    """Within this block everything is said in this language: for commands, which have no request."""
    token = _asked.set(chosen)
    try:
        yield
    finally:
        _asked.reset(token)


def language() -> str:
    """The language of this request: the person's, else the cookie's, else Vietnamese."""
    if _asked.get():
        return _asked.get()
    if not has_request_context():
        return "vi"
    if "language" not in g:
        asked = request.cookies.get("lang")
        chosen = getattr(current_user, "language", None) or asked
        g.language = chosen if chosen in LANGUAGES else "vi"
    return g.language


def init_app(app) -> None:
    babel.init_app(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(
        gettext=lambda text: catalogue(language()).gettext(text),
        ngettext=lambda one, many, n: catalogue(language()).ngettext(one, many, n),
        newstyle=True,
    )
