"""What stands around every page: drawn once for all requests for which it looks alike, and kept."""

from functools import lru_cache
from typing import NamedTuple

from flask import current_app, g, request
from flask_babel import gettext
from flask_login import current_user
from markupsafe import Markup
from werkzeug.local import LocalProxy

from app.campaigns.here import Here, find_here
from app.core.i18n import language
from app.core.policy import ROLE_NAMES, Held, Permission
from app.home.nav import items, place_of


class Frame(NamedTuple):
    """Pieces of HTML: the head, the body's words for scripts, everything above the page, and the foot."""

    head: Markup
    told: Markup
    top: Markup
    foot: Markup


class Shown(NamedTuple):
    """Who is signed in, as templates name them."""

    id: int
    name: str
    roles_text: str


@lru_cache(maxsize=2048)
def _frame(lang: str, demo: bool, name: str, roles_text: str, held: tuple[Held, ...], at: str, where: tuple) -> Frame:
    ward, campaign, day_no, days = where or ("", "", 0, 0)
    context = {
        "lang": lang,
        "demo": demo,
        "name": name,
        "roles_text": roles_text,
        "nav": items(held, at) if name else (),
        "ward": ward,
        "campaign": campaign,
        "day_no": day_no if 0 < day_no <= days else 0,
        "days": days,
    }
    template = current_app.jinja_env.get_template("_frame.html")
    blocks = (template.blocks[part](template.new_context(context)) for part in Frame._fields)
    return Frame(*(Markup("".join(block)) for block in blocks))  # noqa: S704 (a template of our own, escaped there)


@lru_cache(maxsize=2048)
def _roles_text(lang: str, held: tuple[Held, ...], ward_id: int | None) -> str:
    roles = dict.fromkeys(one.role for one in held if one.ward_id in (None, ward_id))
    return ", ".join(gettext(ROLE_NAMES[role]) for role in roles)


def _where(place: Here | None) -> tuple:
    return (place.ward.name, place.campaign.name, place.day_no, place.days) if place else ()


def _visitor() -> Shown | None:
    if not current_user.is_authenticated:
        return None
    if "shown" not in g:
        me, place = current_user._get_current_object(), find_here()
        roles_text = _roles_text(language(), me.held, place.ward_id if place else None)
        g.shown = Shown(me.id, me.name, roles_text)
    return g.shown


def _around() -> Frame:
    lang, demo, visitor = language(), current_app.config["DEMO"], _visitor()
    if visitor is None:
        return _frame(lang, demo, "", "", (), "", ())
    at, where = place_of(request.path), _where(find_here())
    return _frame(lang, demo, visitor.name, visitor.roles_text, current_user.held, at, where)


def context() -> dict:
    """What every template may name; what costs a statement is asked for only by what draws it."""
    return {
        "lang": language(),
        "demo": current_app.config["DEMO"],
        "visitor": LocalProxy(_visitor),
        "frame": LocalProxy(_around),
    }


def init_app(app) -> None:
    app.context_processor(context)
    app.jinja_env.globals["Permission"] = Permission
