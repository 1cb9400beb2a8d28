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
from markupsafe import Markup

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


# What is filled in under these names tells which one it is, not how many there are: 2026 is no "2.026".
WHICH = frozenset(
    {"column", "first", "id", "last", "line", "next", "no", "number", "other_row", "port", "row", "seq", "value"}
    | {"version", "year"}
)


def grouped(value: int) -> str:
    """ "1.680" in Vietnamese, "1,680" in English."""
    text = f"{value:,}"
    return text.replace(",", ".") if language() == "vi" else text


def counted(text: str, values: dict) -> tuple[str, dict]:
    """A sentence and what is filled into it, with counts from a thousand on as the reader's language writes them."""
    large = {
        name: grouped(value)
        for name, value in values.items()
        if type(value) is int and not -1000 < value < 1000 and name not in WHICH
    }
    if not large:
        return text, values
    for name in large:
        text = text.replace(f"%({name})d", f"%({name})s")
    return text, {**values, **large}


class RoomsDomain(Domain):
    def get_translations(self):
        return catalogue(language())

    def gettext(self, string, **variables):
        found = catalogue(language()).gettext(string)
        if not variables:
            return found
        found, variables = counted(found, variables)
        return found % variables

    def ngettext(self, singular, plural, num, **variables):
        found, variables = counted(catalogue(language()).ngettext(singular, plural, num), {"num": num, **variables})
        return found % variables


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
    if asked := _asked.get():
        return asked
    if not has_request_context():
        return "vi"
    found = g.get("language")
    if found is None:
        chosen = getattr(current_user, "language", None) or request.cookies.get("lang")
        found = g.language = chosen if chosen in LANGUAGES else "vi"
    return found


def _say(text: str, **values) -> Markup:
    """A sentence in a template: translated, then filled in; what is filled in is escaped.

    Jinja's own does the same and costs four times as much; a page has dozens.
    """
    found = catalogue(language()).gettext(text)
    if values:
        found, values = counted(found, values)
    return Markup(found) % values if values or "%" in found else Markup(found)  # noqa: S704 (the catalogue is ours)


def _say_many(singular: str, plural: str, num: int, **values) -> Markup:
    """The same for a sentence with a number: ``%(num)d`` is ``num``."""
    found, values = counted(catalogue(language()).ngettext(singular, plural, num), {"num": num, **values})
    return Markup(found) % values  # noqa: S704 (the catalogue is ours)


def init_app(app) -> None:
    babel.init_app(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(
        gettext=lambda text: catalogue(language()).gettext(text),
        ngettext=lambda one, many, n: catalogue(language()).ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals.update(_=_say, ngettext=_say_many)
