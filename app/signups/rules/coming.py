"""Saying that one comes."""

from datetime import datetime, timedelta

# Somebody with a seat is asked to say that they come from so long before the start.
ASKED_FROM = timedelta(hours=48)


def asked_to_come(
    starts_at: datetime, cancelled_at: datetime | None, confirmed_at: datetime | None, now: datetime
) -> bool:
    """Whether somebody who has a seat is asked to say that they will be there: the shift is near, and they have not
    said so."""
    return cancelled_at is None and confirmed_at is None and now < starts_at <= now + ASKED_FROM
