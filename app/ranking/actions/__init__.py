"""The verbs of schemes, holds, published rankings and their freezing."""

from .consent import agree_to_scheme, ask_consent, decline_scheme
from .holds import lift_hold, place_hold
from .moment import freeze_due, set_moment
from .publish import freeze, publish, publish_once
from .schemes import adopt_scheme, drop_draft, publish_draft, save_draft

__all__ = [
    "adopt_scheme",
    "agree_to_scheme",
    "ask_consent",
    "decline_scheme",
    "drop_draft",
    "freeze",
    "freeze_due",
    "lift_hold",
    "place_hold",
    "publish",
    "publish_draft",
    "publish_once",
    "save_draft",
    "set_moment",
]
