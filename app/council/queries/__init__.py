"""Reading the council's sessions. Promised to the rooms above: ``passed``, ``proposed``, ``minutes_of``,
``failed_minutes``."""

from .result import Passed, failed_minutes, minutes_of, passed, proposed

__all__ = ["Passed", "failed_minutes", "minutes_of", "passed", "proposed"]
