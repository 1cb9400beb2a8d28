"""The verbs of messages."""

from .tell import take_back, tell

__all__ = ["take_back", "tell"]
