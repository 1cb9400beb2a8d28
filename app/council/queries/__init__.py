"""Reading the council's sessions. Promised to the rooms above: ``passed``, ``proposed``, ``minutes_of``."""

from .result import Passed, minutes_of, passed, proposed

__all__ = ["Passed", "minutes_of", "passed", "proposed"]
