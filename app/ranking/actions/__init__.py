"""The verbs of schemes, holds and published rankings."""

from .holds import lift_hold, place_hold
from .publish import publish, publish_once
from .schemes import adopt_scheme, drop_draft, publish_draft, save_draft

__all__ = [
    "adopt_scheme",
    "drop_draft",
    "lift_hold",
    "place_hold",
    "publish",
    "publish_draft",
    "publish_once",
    "save_draft",
]
