"""The verbs of schemes, holds and published rankings."""

from .holds import lift_hold, place_hold
from .publish import publish, publish_once
from .schemes import adopt_scheme

__all__ = ["adopt_scheme", "lift_hold", "place_hold", "publish", "publish_once"]
