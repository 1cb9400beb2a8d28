"""What looks alike until the next instant at which something changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime


class Moments:
    """Something drawn of the same values at different moments, drawn once between two of its edges: all the instants
    with which it compares the present one (an edge that is reached counts as passed)."""

    def __init__(self, edges: Iterable[datetime | None]):
        self._edges = sorted({edge for edge in edges if edge is not None})
        self._drawn: dict[int, object] = {}

    def at(self, moment: datetime, draw: Callable[[], object]):
        """What ``draw`` made, or makes now, for this moment."""
        between = bisect_right(self._edges, moment)
        found = self._drawn.get(between)
        if found is None:
            found = self._drawn[between] = draw()
        return found
