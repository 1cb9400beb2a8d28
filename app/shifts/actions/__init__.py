"""The verbs about shifts."""

from .one import cancel, change_shift
from .plan import generate, preview

__all__ = ["cancel", "change_shift", "generate", "preview"]
