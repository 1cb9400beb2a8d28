"""Writing the trail. It has one listener, and so an event that is announced is an event that is written down."""

from itertools import groupby

from sqlalchemy import bindparam, insert, select

from app.core.clock import now
from app.core.db import db
from app.core.events import Event

from .models import Entry, Head
from .rules import GENESIS, chained

# Built once and run on the connection: every verb of the site passes here.
_head = select(Head.seq, Head.hash).where(Head.chain == bindparam("chain")).with_for_update()
_insert = insert(Entry.__table__)


def write_down(events: list[Event]) -> None:
    """Add an entry to the chain of each event's ward, in order. The head's row lock keeps a chain in one line; a
    trigger moves the head and refuses an entry that doesn't follow it."""
    at, connection = now(), db.session.connection()
    for chain, mine in groupby(sorted(events, key=_chain), key=_chain):
        head = connection.execute(_head, {"chain": chain}).one_or_none()
        rows = chained(chain, mine, at, *(head or (0, GENESIS)))
        connection.execute(_insert, rows)


def _chain(event: Event) -> int:
    return event.ward_id or 0
