"""The main navigation, one line per place: who sees it and where it leads."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext
from flask_login import current_user

from app.campaigns.here import find_here
from app.core.i18n import language
from app.core.policy import ROLE_NAMES, Permission
from app.core.text import N_


@dataclass(frozen=True)
class Place:
    href: str
    icon: str
    label: str
    permission: Permission | None
    phone: bool = False


# Phones show the first four that apply, the others stand under "More".
PLACES = (
    Place("/", "house", N_("Today"), None, phone=True),
    Place("/shifts", "calendar-days", N_("Shifts"), Permission.SHIFT_READ, phone=True),
    Place("/approvals", "shield-check", N_("Approve"), Permission.LOG_APPROVE, phone=True),
    Place("/logs", "clipboard-list", N_("My records"), Permission.LOG_WRITE, phone=True),
    Place("/my/shifts", "user-round", N_("My shifts"), Permission.SHIFT_CLAIM, phone=True),
    Place("/ranking", "list-ordered", N_("Ranking"), Permission.RANKING_READ),
    Place("/awards", "award", N_("Commendation"), Permission.AWARD_READ),
    Place("/people", "users-round", N_("People"), Permission.PERSON_READ),
    Place("/imports", "upload", N_("Imports"), Permission.PERSON_IMPORT),
    Place("/campaigns", "megaphone", N_("Campaign"), Permission.CAMPAIGN_READ),
    Place("/audit", "clock", N_("Trail"), Permission.AUDIT_READ),
)


@dataclass(frozen=True)
class Item:
    href: str
    icon: str
    label: str
    current: bool
    phone: bool
    count: int | None = None


def items() -> list[Item]:
    """What this visitor finds in the navigation of this page."""
    if not current_user.is_authenticated:
        return []
    shown, path = [], request.path
    for place in PLACES:
        if place.permission is not None and not current_user.reach(place.permission):
            continue
        current = path == place.href or (place.href != "/" and path.startswith(place.href + "/"))
        shown.append((place, current))
    first = {place.href for place, _ in shown if place.phone}
    first = {place.href for place, _ in [pair for pair in shown if pair[0].href in first][:4]}
    return [
        Item(place.href, place.icon, gettext(place.label), current, place.href in first) for place, current in shown
    ]


def _visitor():
    if not current_user.is_authenticated:
        return None
    place = find_here()
    ward = place.ward_id if place else None
    roles = dict.fromkeys(one.role for one in current_user.held if one.ward_id in (None, ward))
    return {
        "id": current_user.id,
        "name": current_user.name,
        "roles_text": ", ".join(gettext(ROLE_NAMES[role]) for role in roles),
    }


def init_app(app) -> None:
    def context():
        return {"lang": language(), "nav": items(), "visitor": _visitor(), "demo": app.config["DEMO"]}

    app.context_processor(context)
    app.jinja_env.globals["Permission"] = Permission
