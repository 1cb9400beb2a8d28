"""Pieces that higher rooms add to the pages of lower ones: the page names a place, whoever has something to show
there draws it. A piece that has nothing to show is empty and should cost no statement."""

from collections.abc import Callable

from markupsafe import Markup

_PIECES: dict[str, list[Callable[..., str]]] = {}


def adds(place: str):
    """Above a function that draws something at this place, from the values that the page hands over there."""

    def mark(draw):
        _PIECES.setdefault(place, []).append(draw)
        return draw

    return mark


def pieces(place: str, *values) -> Markup:
    """Everything that rooms add at this place, in the order in which they were set up."""
    return Markup("").join(draw(*values) for draw in _PIECES.get(place, ()))


def init_app(app) -> None:
    app.jinja_env.globals["pieces"] = pieces
