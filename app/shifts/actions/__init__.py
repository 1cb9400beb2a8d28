"""The verbs about shifts."""

from .one import cancel, change_shift
from .plan import Outdated, generate, preview

__all__ = ["Outdated", "cancel", "change_shift", "generate", "preview"]
