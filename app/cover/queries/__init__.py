"""Reading where people are missing, who could come, and who was asked."""

from .asks import asks_of, planners_of, was_asked
from .grid import Stir, coverage_rows, stirs
from .helpers import Asked, Helper, helpers
from .reasons import facts_about

__all__ = [
    "Asked",
    "Helper",
    "Stir",
    "asks_of",
    "coverage_rows",
    "facts_about",
    "helpers",
    "planners_of",
    "stirs",
    "was_asked",
]
