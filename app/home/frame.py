"""What stands around every page: drawn once for all requests for which it looks alike, and kept."""

from functools import lru_cache
from typing import NamedTuple

from flask import current_app, g, request
from flask_babel import gettext
from flask_login import current_user
from markupsafe import Markup
from werkzeug.local import LocalProxy

from app.campaigns.here import find_here
from app.core.i18n import language
from app.core.policy import ROLE_NAMES, Held, Permission
from app.home.nav import items, place_of

# More unread messages than these are "99+".
MOST_SHOWN = 100
_BELL = Markup('<div id="bell">{}</div>')


class Frame(NamedTuple):
    """Pieces of HTML: the head, the body's words for scripts, everything above the page, the foot, and of what
    stands above it what counts the messages, which a part may bring along."""

    head: Markup
    told: Markup
    top: Markup
    foot: Markup
    bell: Markup


class Shown(NamedTuple):
    """Who is signed in, as templates name them."""

    id: int
    name: str
    roles_text: str


@lru_cache(maxsize=4096)
def _drawn(block: str, values: tuple[tuple[str, object], ...]) -> Markup:
    template = current_app.jinja_env.get_template("_frame.html")
    html = "".join(template.blocks[block](template.new_context(dict(values))))
    return Markup(html)  # noqa: S704 (a template of our own, escaped there)


def _piece(block: str, **values) -> Markup:
    """One block of the frame; who sees it alike shares it."""
    return _drawn(block, tuple(values.items()))


@lru_cache(maxsize=2048)
def _roles_text(lang: str, held: tuple[Held, ...], ward_id: int | None) -> str:
    roles = dict.fromkeys(one.role for one in held if one.ward_id in (None, ward_id))
    return ", ".join(gettext(ROLE_NAMES[role]) for role in roles)


def _visitor() -> Shown | None:
    if "shown" not in g:
        me = current_user._get_current_object()
        if not me.is_authenticated:
            return None
        place = find_here()
        roles_text = _roles_text(language(), me.held, place.ward_id if place else None)
        g.shown = Shown(me.id, me.name, roles_text)
    return g.shown


def _around() -> Frame:
    lang, demo, visitor, place = language(), current_app.config["DEMO"], _visitor(), find_here()
    where = ("", "", 0, 0)
    if place:
        day_no, days = place.day_no, place.days
        where = (place.ward.name, place.campaign.name, day_no if 0 < day_no <= days else 0, days)
    if visitor is None:
        return _framed(lang, demo, where)
    me = current_user._get_current_object()
    who = (visitor.name, visitor.roles_text, min(me.unread, MOST_SHOWN), me.held)
    return _framed(lang, demo, where, who, place_of(request.path))


@lru_cache(maxsize=2048)
def _framed(lang: str, demo: bool, where: tuple, who: tuple = ("", "", None, ()), at: str = "") -> Frame:
    (ward, campaign, day_no, days), (name, roles_text, unread, held) = where, who
    count = {"day_no": day_no, "days": days}
    bell = Markup("") if unread is None else _piece("bell", lang=lang, unread=unread)
    top = (
        _piece("top", lang=lang, demo=demo, ward=ward, campaign=campaign, **count),
        bell if unread is None else _BELL.format(bell),
        _piece("me", lang=lang, name=name, roles_text=roles_text),
        _piece("nav", lang=lang, nav=items(held, at) if held else (), **count),
    )
    return Frame(
        _piece("head", lang=lang),
        _piece("told", lang=lang),
        Markup("").join(top),
        _piece("foot", lang=lang, name=bool(name)),
        bell,
    )


def draw() -> None:
    """Draw it once as strangers see it."""
    _around()


_VISITOR, _FRAME = LocalProxy(_visitor), LocalProxy(_around)


def context() -> dict:
    """What every template may name; what costs a statement is asked for only by what draws it."""
    return {"lang": language(), "demo": current_app.config["DEMO"], "visitor": _VISITOR, "frame": _FRAME}


def init_app(app) -> None:
    app.context_processor(context)
    app.jinja_env.globals["Permission"] = Permission
