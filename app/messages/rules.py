"""Rules of messages: what is told, to whom it is also sent, and when a letter that failed is tried again."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EMAIL = "email"

# A letter that a worker took is free again after this long: the worker is gone.
LEASE = timedelta(minutes=5)
WAITS = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 20, 40, 60))
# Refused by the reader's own mail server for a whole day: not tried any more.
GIVE_UP = timedelta(days=1)
# Only the latest are of any use; the trail keeps what happened.
KEPT = timedelta(days=180)
LONGEST_KEY = 200

_OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing to tell one person.

    ``key`` names the thing: the same person is told it once, however often it is said. ``data`` holds plain values:
    ids, numbers, instants and days as ISO text, names of points and slots; of people only their ids. A ``reason`` in
    it, as somebody typed it, is added to whatever the message says. ``url`` is the
    path of our own page that it is about. From ``ends_at`` on it is history: its buttons are gone, it no longer
    counts as unread, and a letter that still waits is not sent.
    """

    user_id: int
    kind: str
    key: str
    ward_id: int | None = None
    data: dict = field(default_factory=dict)
    url: str = ""
    ends_at: datetime | None = None


def own_path(path: str) -> bool:
    """Whether this is the path of a page of this site, fit for a link in a letter."""
    return _OWN_PATH.fullmatch(path) is not None


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many tries (1 or more) in vain: a minute at first, an hour in the end."""
    return WAITS[min(tries, len(WAITS)) - 1]
