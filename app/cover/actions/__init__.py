"""The verbs of cover."""

from .answer import answer
from .ask import ask
from .open import open_cover

__all__ = ["answer", "ask", "open_cover"]
