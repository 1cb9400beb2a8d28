"""Reading who was asked and what they answered."""

from .lines import declined_in, declined_names, declined_now, lines_of
from .mine import Mine, leaders_of, mine_of, one_of_mine

__all__ = [
    "Mine",
    "declined_in",
    "declined_names",
    "declined_now",
    "leaders_of",
    "lines_of",
    "mine_of",
    "one_of_mine",
]
