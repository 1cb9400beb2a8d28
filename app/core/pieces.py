"""Pieces that higher rooms add to the pages of lower ones: the page names a place, whoever has something to show
there draws it. A piece that has nothing to show is empty and should cost no statement: what it is drawn from can be
read along with what the page reads anyway."""

from collections.abc import Callable

from flask import render_template
from markupsafe import Markup

_PIECES: dict[str, list[tuple[int, Callable[..., str]]]] = {}
_READ: dict[str, list[Callable]] = {}


def adds(place: str, at: int = 0):
    """Above a function that draws something at this place, from the values that the page hands over there; where
    several do, a lower ``at`` comes first."""

    def mark(draw):
        here = _PIECES.setdefault(place, [])
        here.append((at, draw))
        here.sort(key=lambda one: one[0])
        return draw

    return mark


def pieces(place: str, *values) -> Markup:
    """Everything that rooms add at this place, in its order."""
    return Markup("").join(draw(*values) for _, draw in _PIECES.get(place, ()))


def reads(place: str):
    """Above a function that adds columns to the query which the page of this place begins with: what its pieces are
    drawn from is read with it, in one statement however many rooms there are."""

    def mark(add):
        _READ.setdefault(place, []).append(add)
        return add

    return mark


def with_pieces(place: str, query):
    """The query with the columns that rooms add for this place."""
    for add in _READ.get(place, ()):
        query = add(query)
    return query


def drawn(template: str, **values) -> Markup:
    """A template drawn for a place: its own words are safe, and it escapes what it is given."""
    return Markup(render_template(template, **values))  # noqa: S704 (each is a file of the site)


def init_app(app) -> None:
    app.jinja_env.globals["pieces"] = pieces
