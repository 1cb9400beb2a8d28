"""Reading the trail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, tuple_

from app.core.clock import day_bounds
from app.core.db import db
from app.people.queries import names_of
from app.places.models import Ward

from .models import Entry, Head
from .rules import FIELDS, Break, Kept, first_break


@dataclass(frozen=True)
class Line:
    """One entry as it is shown. ``who`` and ``whom`` are names of today, never stored in the trail."""

    seq: int
    at: datetime
    who: str | None
    whom: str | None
    action: str
    subject: str
    subject_id: int | None
    reason: str
    before: dict
    after: dict


def latest(chain: int, subjects: Sequence[str] = (), day: date | None = None, page: int = 1, size: int = 50):
    """(lines of one chain, newest first; whether there are more): two statements."""
    query = select(Entry).where(Entry.chain == chain)
    if subjects:
        query = query.where(Entry.subject.in_(subjects))
    if day is not None:
        starts, ends = day_bounds(day)
        query = query.where(Entry.at >= starts, Entry.at < ends)
    query = query.order_by(Entry.seq.desc()).limit(size + 1).offset((page - 1) * size)
    entries = list(db.session.scalars(query))
    found = [(entry, json.loads(entry.before), json.loads(entry.after)) for entry in entries[:size]]
    names = names_of(i for entry, before, after in found for i in (entry.by, _whom(entry, before, after)))
    lines = [
        Line(
            entry.seq,
            entry.at,
            names.get(entry.by),
            names.get(_whom(entry, before, after)),
            entry.action,
            entry.subject,
            entry.subject_id,
            entry.reason,
            before,
            after,
        )
        for entry, before, after in found
    ]
    return lines, len(entries) > size


def _whom(entry: Entry, before: dict, after: dict) -> int | None:
    """The person an entry is about, if it is another one than who did it."""
    about = entry.subject_id if entry.subject in ("person", "session", "consent") else None
    about = about or after.get("user") or before.get("user")
    return about if isinstance(about, int) and about != entry.by else None


COLUMNS = [Entry.__table__.c[name] for name in (*FIELDS, "prev_hash", "hash")]


def broken_links(chain: int | None = None) -> tuple[int, list[Break]]:
    """How many entries there are, and the first break of each chain that has one; of one chain, or of all.

    Entries are walked a thousand at a time, so that a long trail doesn't fill the memory.
    """
    mine = [] if chain is None else [Entry.chain == chain]
    heads = {
        head.chain: (head.seq, head.hash) for head in db.session.scalars(select(Head)) if chain in (None, head.chain)
    }
    counts = dict(db.session.execute(select(Entry.chain, func.count()).where(*mine).group_by(Entry.chain)).all())
    breaks = []
    for each in sorted(set(heads) | set(counts)):
        rows = db.session.execute(select(*COLUMNS).where(Entry.chain == each).order_by(Entry.seq))
        found = first_break(each, rows.yield_per(1000), heads.get(each))
        rows.close()
        if found:
            breaks.append(found)
    return sum(counts.values()), breaks


def heads() -> list[Kept]:
    """Where every chain ends, by its number; chain 0 is the site's own."""
    rows = db.session.execute(
        select(Head.chain, Head.seq, Head.hash, Ward.name).outerjoin(Ward, Ward.id == Head.chain).order_by(Head.chain)
    )
    return [Kept(row.chain, row.seq, row.hash, row.name or "site") for row in rows]


def hashes_at(places: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The hash of the entry at each (chain, seq) that is there."""
    rows = db.session.execute(
        select(Entry.chain, Entry.seq, Entry.hash).where(tuple_(Entry.chain, Entry.seq).in_(places))
    )
    return {(row.chain, row.seq): row.hash for row in rows}
