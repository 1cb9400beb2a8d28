"""The verbs about a team's seats. All of them hold the lock of the shift, so that no seat is promised twice."""

from .claim import claim, give_back
from .fall_back import fall_back_due
from .name import name

__all__ = ["claim", "fall_back_due", "give_back", "name"]
