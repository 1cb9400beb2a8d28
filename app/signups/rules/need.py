"""Where somebody is needed most."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

SOON = timedelta(hours=48)


def usual_point(point_ids: Iterable[int]) -> int | None:
    """The point where somebody has held most seats; of several the one held first."""
    counts = Counter(point_ids)
    return max(counts, key=counts.get) if counts else None


def need(turn, now: datetime, usual: int | None) -> tuple:
    """A sort key, the most needed first: too few people and soon, too few, the others; then one's usual point, then
    how many are missing on shifts that begin alike, then the start."""
    missing = max(0, turn.min_heads - turn.seats_taken - turn.seats_held)
    soon = turn.starts_at - now < SOON
    tier = 0 if missing and soon else 1 if missing else 2
    return tier, turn.day, turn.point_id != usual, -missing, turn.starts_at, turn.id
