"""How long a free seat is held for who is first in line."""

from datetime import datetime, timedelta

from app.campaigns.rules.limits import Limits


def deadline(limits: Limits, starts_at: datetime, now: datetime) -> datetime:
    """Until when (half-open) an offer made now holds: the campaign's time, but at most a quarter of what is left
    before the start so that the next ones are asked too, at least the least time, never beyond the start."""
    quarter = (starts_at - now) / 4
    time = min(timedelta(minutes=limits.offer_minutes), max(quarter, timedelta(minutes=limits.offer_least_minutes)))
    return min(now + time, starts_at)
