"""The main navigation, one line per place: who sees it and where it leads."""

from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext

from app.core.i18n import language
from app.core.policy import Held, Permission, reach
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
    Place("/lines", "bell", N_("On-call lines"), Permission.SHIFT_READ),
    Place("/coverage", "filter", N_("Coverage"), Permission.SHIFT_NAMES),
    Place("/ranking", "list-ordered", N_("Ranking"), Permission.RANKING_READ),
    Place("/awards", "award", N_("Commendation"), Permission.AWARD_READ),
    Place("/council", "hand", N_("Council"), Permission.COUNCIL_READ),
    Place("/proposals", "pencil", N_("Proposals"), Permission.NOMINATION_PROPOSE),
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


def place_of(path: str) -> str:
    """The address of the place that a page belongs to, "" for none."""
    for place in PLACES:
        if path == place.href or (place.href != "/" and path.startswith(place.href + "/")):
            return place.href
    return ""


def items(held: tuple[Held, ...], at: str) -> tuple[Item, ...]:
    """What somebody with these roles finds in the navigation, standing at the place ``at``."""
    return _items(language(), tuple(p for p in PLACES if p.permission is None or reach(held, p.permission)), at)


@lru_cache(maxsize=512)
def _items(lang: str, shown: tuple[Place, ...], at: str) -> tuple[Item, ...]:
    first = [place for place in shown if place.phone][:4]
    return tuple(
        Item(place.href, place.icon, gettext(place.label), place.href == at, place in first) for place in shown
    )
