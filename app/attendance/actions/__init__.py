"""The verbs of attendance."""

from .check import Checked, check
from .close import close_forgotten
from .hand import mark, walk_in

__all__ = ["Checked", "check", "close_forgotten", "mark", "walk_in"]
