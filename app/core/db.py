"""The database: one session, one way to write, the same on SQLite and PostgreSQL.

A verb is decorated with ``action``: it runs in one write transaction of its own (or joins the one it is called
in), is retried when the database asks for it, and commits only as a whole. SQLite ignores FOR UPDATE, so there a
write takes the file's write lock before it reads; on PostgreSQL ``lock`` takes the row.
Locks are taken in one order everywhere: campaign, shift, a person's seats (by trigger), log, a person's day (by
trigger), and the trail's head last.
"""

import logging
import random
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import DateTime, MetaData, TypeDecorator, event, false, or_, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool

from .deadline import asks_through, gives_back
from .events import together
from .unsent import NotSent, only_shown
from .writing import writing

TRIES = 4
# Seconds for which a connection that just worked is taken to work still.
TRUSTED = 2

log = logging.getLogger("gocua")

_afterwards: ContextVar[list] = ContextVar("afterwards")
# SQLite lets waiting writers sleep longer and longer. Those of one process stand in a queue of its own instead, and
# only the first of each process asks the file.
_queue = threading.Lock()
# Seconds for which a writer waits for the file.
PATIENCE = 15


class Held(OperationalError):
    """The file did not let this transaction begin, however long it waited: asking again would only wait again."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class OneEngine(Session):
    """There is one engine: it is looked up once a session, not for each statement."""

    def get_bind(self, mapper=None, clause=None, bind=None, **kwargs):
        if bind is not None:
            return bind
        if "engine" not in self.info:
            self.info["engine"] = self._db.engine
        return self.info["engine"]

    def connection(self, bind_arguments=None, execution_options=None):
        """The transaction's connection is looked up once as well."""
        if bind_arguments or execution_options:
            return super().connection(bind_arguments, execution_options)
        transaction, found = self.info.get("connection", (None, None))
        if transaction is None or transaction is not self.get_transaction() or not transaction.is_active:
            found = super().connection()
            self.info["connection"] = (self.get_transaction(), found)
        return found


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": OneEngine})
migrate = Migrate(db=db, directory="migrations", compare_type=True, render_as_batch=True)


class Instant(TypeDecorator):
    """An instant: aware UTC in Python on both engines; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect, coltype):
        # Instead of process_result_value: pages read hundreds of instants, and this is one call for each.
        read = datetime.fromisoformat
        if dialect.name == "sqlite":
            return lambda value: None if value is None else read(value + "+00:00")
        return lambda value: None if value is None else value.astimezone(UTC)


@event.listens_for(Engine, "connect")
def _prepare(connection, record):
    if type(connection).__module__ != "sqlite3":
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    # Else INSERT OR REPLACE would pass the triggers that refuse a DELETE.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
    cursor.close()


@event.listens_for(Pool, "checkin")
def _put_back(connection, record):
    gives_back(connection)
    record.info["used"] = time.monotonic()


@event.listens_for(Pool, "checkout")
def _take_out(connection, record, fairy):
    """A connection that lay unused is tried first, and replaced when the server has gone away meanwhile.

    Trying every time (``pool_pre_ping``) would be one more round trip for each request.
    """
    asks_through(connection)
    if type(connection).__module__ == "sqlite3" or time.monotonic() - record.info.get("used", 0) < TRUSTED:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except connection.OperationalError as error:
        raise DisconnectionError from error


def _begin(dialect, connection):
    raw, begin = connection.dbapi_connection, "BEGIN IMMEDIATE" if writing.get() else "BEGIN"
    try:
        raw.execute(begin)
    except raw.OperationalError as error:
        raise Held(begin, None, error) from error


# Instead of listening for "begin": with one listener SQLAlchemy prepares events for each statement of each engine.
SQLiteDialect_pysqlite.do_begin = _begin


def use_wal(engine) -> None:
    """Switch a SQLite file to WAL. Done by the upgrade command alone: two workers doing it at once collide."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.dbapi_connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()


def looking():
    """The session's connection for statements that read.

    What is read before a verb, and on pages that are only looked at, is read on PostgreSQL without a transaction
    around it: under READ COMMITTED it would see the same, for two round trips more. Verbs have one of their own.
    """
    session = db.session()
    if writing.get() or session.in_transaction() or session.get_bind().dialect.name == "sqlite":
        return session.connection()
    return session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def transient(error: DBAPIError) -> bool:
    """Whether the same transaction, run again, may well succeed."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in ("40001", "40P01")
    return "database is locked" in str(error.orig) and not isinstance(error, Held)


@contextmanager
def write_tx():
    """One write transaction: commits at the end, rolls back on any exception. Raises NotSent where a form is only
    shown again."""
    if only_shown.get():
        raise NotSent
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside of a verb")
    session.commit()
    queued = session.get_bind().dialect.name == "sqlite" and _queue.acquire(timeout=PATIENCE)
    token, jobs = writing.set(True), []
    waiting = _afterwards.set(jobs)
    try:
        with together():
            yield session
            # Every row and its lock before those of the trail, which is written as the last thing.
            session.flush()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        writing.reset(token)
        _afterwards.reset(waiting)
        if queued:
            _queue.release()
    for job in jobs:
        try:
            job()
        except Exception:
            log.exception("after a transaction: %s", job.__name__)


def afterwards(job) -> None:
    """Call ``job()`` once the transaction is committed, once however often it is asked for. It may fail or be lost
    (it is logged, the verb stands): whatever must happen is a row of the transaction."""
    jobs = _afterwards.get()
    if job not in jobs:
        jobs.append(job)


def action(verb):
    """Make a function a verb of the domain: one call, one transaction, retried when the database says so."""

    @wraps(verb)
    def run(*args, **kwargs):
        if writing.get():
            return verb(*args, **kwargs)
        for attempt in range(1, TRIES + 1):
            try:
                with write_tx():
                    return verb(*args, **kwargs)
            except DBAPIError as error:
                if attempt == TRIES or not transient(error):
                    raise
                time.sleep(random.uniform(0.005, 0.02) * attempt)  # noqa: S311 (spreads retries, guards nothing)

    run.is_action = True
    return run


def lock(row):
    """Take the row for this transaction and read it afresh."""
    if not writing.get():
        raise RuntimeError("lock only inside a verb")
    db.session.refresh(row, with_for_update=True)
    return row


def take(model, key):
    """The row with this id (None: there is none), locked for this transaction and read afresh in one statement."""
    if not writing.get():
        raise RuntimeError("take only inside a verb")
    return db.session.get(model, key, with_for_update=True, populate_existing=True)


def locked(model, *where):
    """The rows that match, locked in the order of their ids and read afresh."""
    query = select(model).where(*where).order_by(model.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def referred_to(model):
    """The condition that a row of any other table holds the id of this one, whatever room that table belongs to."""
    found = [
        select(1).where(key.parent == model.id).exists()
        for table in db.metadata.tables.values()
        for key in table.foreign_keys
        if key.references(model.__table__) and key.column is model.__table__.c.id
    ]
    return or_(false(), *found)
