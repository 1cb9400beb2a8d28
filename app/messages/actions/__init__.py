"""The verbs of messages."""

from .logins import tell_new_login
from .mine import choose_notices, read_all, read_message
from .tell import take_back, tell

__all__ = ["choose_notices", "read_all", "read_message", "take_back", "tell", "tell_new_login"]
