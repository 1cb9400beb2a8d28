"""Reading the trail."""

from sqlalchemy import select

from app.core.db import db

from .models import Entry, Head
from .rules import Break, first_break


def latest(where, page: int, size: int = 50) -> list:
    """Entries that match, newest first; one more than ``size`` tells that there is another page."""
    query = select(Entry).where(*where).order_by(Entry.id.desc()).limit(size + 1).offset((page - 1) * size)
    return list(db.session.scalars(query))


def broken_links() -> tuple[int, list[Break]]:
    """How many entries there are, and the first break of each chain that has one."""
    count, breaks = 0, []
    heads = {head.chain: (head.seq, head.hash) for head in db.session.scalars(select(Head))}
    chains = set(heads) | set(db.session.scalars(select(Entry.chain).distinct()))
    for chain in sorted(chains):
        entries = db.session.scalars(select(Entry).where(Entry.chain == chain).order_by(Entry.seq)).all()
        count += len(entries)
        found = first_break(chain, entries, heads.get(chain))
        if found:
            breaks.append(found)
    return count, breaks
