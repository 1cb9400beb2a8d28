"""Answers that carry their reason: the greyed button, the refusal and the test read the same one."""

from contextvars import ContextVar
from enum import Enum

# The code of what was last refused in this request, for the log (``core/refusals.py``).
last_refusal: ContextVar[str] = ContextVar("last_refusal", default="")


def N_(message: str) -> str:
    """Mark an English sentence for translation where it is declared rather than shown."""
    return message


class Reason(Enum):
    """A member's name is its code, its value the English sentence (a msgid with %(named)s facts)."""

    def __bool__(self):
        return True


class Refused(Exception):
    """A verb says no: ``reason`` tells why, ``facts`` fill its sentence. Nothing was written."""

    def __init__(self, reason: Reason, **facts):
        super().__init__(reason.name)
        self.reason = reason
        self.facts = facts
        last_refusal.set(reason.name)
