"""The verbs of messages."""

from .mine import choose_notices, read_all, read_message
from .tell import take_back, tell

__all__ = ["choose_notices", "read_all", "read_message", "take_back", "tell"]
