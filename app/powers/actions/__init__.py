"""The verbs about roles that decide, and about passwords that were set with a slip."""

from .requests import answer, ask, ask_for_new
from .waits import begin_waits, confirm, wait_for_risen

__all__ = ["answer", "ask", "ask_for_new", "begin_waits", "confirm", "wait_for_risen"]
