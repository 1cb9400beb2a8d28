"""Reading the council's sessions. Promised to the rooms above: ``council_of``, ``proposed``, ``minutes_of``."""

from .result import CouncilResult, council_of, minutes_of, proposed

__all__ = ["CouncilResult", "council_of", "minutes_of", "proposed"]
