"""Writing the trail. It has one listener, and so an event that is announced is an event that is written down."""

from functools import cache

from sqlalchemy import String, bindparam, cast, event, func, insert, literal, select, union_all
from sqlalchemy.engine import Engine

from app.core.bulk import insert_rows
from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.core.prepared import Prepared

from .models import Entry, Head
from .rules import GENESIS, chained, entry_of, sha256

# From so many entries on, their hashes are told here behind the locked heads, and one statement writes them all.
MANY = 300
KEPT = ("chain", "ward_id", "at", "by", "action", "subject", "subject_id", "before", "after", "reason")


def write_down(events: list[Event]) -> None:
    """Add an entry to the chain of each event's ward, in order. The head's row lock keeps a chain in one line; a
    trigger moves the head and refuses an entry that doesn't follow it."""
    at, connection = now(), db.session.connection()
    rows = sorted((entry_of(event, at) for event in events), key=lambda row: row["chain"])
    if len(rows) >= MANY:
        insert_rows(Entry.__table__, chained(rows, _locked_heads({row["chain"] for row in rows})))
        return
    following = _following(connection.dialect.name)
    if len(rows) == 1:
        following(rows[0], connection)
    else:
        connection.execute(following.statement, rows)


def _locked_heads(chains: set[int]) -> dict[int, tuple[int, str]]:
    """(number, hash) of the last entry of each chain that has one."""
    query = select(Head.chain, Head.seq, Head.hash).where(Head.chain.in_(chains)).order_by(Head.chain)
    found = db.session.execute(query.with_for_update())
    return {chain: (seq, last) for chain, seq, last in found}


@cache
def _following(dialect: str):
    """One entry after the head of its chain, locked, in a single statement: the database itself puts the head's
    hash and number into the text that ``rules.link`` hashes. Built once: every verb of the site passes here."""
    chain = bindparam("chain")
    head = select(Head.seq, Head.hash).where(Head.chain == chain).with_for_update().subquery()
    none_yet = ~select(Head.chain).where(Head.chain == chain).exists()
    first = select(literal(0), literal(GENESIS)).where(none_yet)
    last = union_all(select(head.c.seq, head.c.hash), first).subquery()
    seq = last.c.seq + 1
    text = literal('["') + last.c.hash + _sent("before_seq") + cast(seq, String) + _sent("after_seq")
    columns = [bindparam(name, type_=Entry.__table__.c[name].type) for name in KEPT]
    values = select(*columns, seq, last.c.hash, _sha256(text, dialect))
    return Prepared(insert(Entry.__table__).from_select([*KEPT, "seq", "prev_hash", "hash"], values))


def _sent(name: str):
    return bindparam(name, type_=String)


def _sha256(text, dialect: str):
    if dialect == "sqlite":
        return func.sha256_hex(text)
    return func.encode(func.sha256(func.convert_to(text, "UTF8")), "hex")


@event.listens_for(Engine, "connect")
def _teach_sqlite(connection, record):
    if type(connection).__module__ == "sqlite3":
        connection.create_function("sha256_hex", 1, sha256, deterministic=True)
