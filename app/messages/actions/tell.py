"""Telling people: rows in the transaction of the verb that has something to say."""

from flask import current_app
from sqlalchemy import and_, case, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now
from app.core.db import action, afterwards, db
from app.messages.kinds import KINDS, TOPICS
from app.messages.models import Delivery, Message, Preference
from app.messages.rules import EMAIL, LONGEST_KEY, Told, own_path
from app.messages.soon import send_soon
from app.people.models import User

# What one statement carries: PostgreSQL and SQLite count the values in it.
AT_ONCE = 1_000


@action
def tell(messages: list[Told]) -> int:
    """Tell these, each once for its key and person; returns how many were new.

    Joins the transaction of the verb that calls it: what is undone there was never told. Two statements (one, where
    the site sends no letters) for up to a thousand messages. Letters go to those who have an address, want the
    topic, and whose account is open. Raises LookupError (unknown kind) and ValueError (key or url that can't be).
    """
    rows, new = [_row(told) for told in messages], 0
    for start in range(0, len(rows), AT_ONCE):
        ids = _keep(rows[start : start + AT_ONCE])
        new += len(ids)
        if ids and current_app.config["MAIL_URL"] and _send(ids):
            afterwards(send_soon)
    return new


def _row(told: Told) -> dict:
    known = KINDS.get(told.kind)
    if known is None:
        raise LookupError(f"there is no kind of message {told.kind!r}")
    if not 0 < len(told.key) <= LONGEST_KEY:
        raise ValueError(f"a key has 1 to {LONGEST_KEY} characters")
    if told.url and not own_path(told.url):
        raise ValueError(f"not a path of this site: {told.url!r}")
    return {
        "ward_id": told.ward_id,
        "user_id": told.user_id,
        "kind": told.kind,
        "topic": known.topic,
        "key": told.key,
        "data": told.data,
        "url": told.url,
        "created_at": now(),
        "ends_at": told.ends_at,
    }


def _keep(rows: list[dict]) -> list[int]:
    """Write those that are new, and return their ids."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Message.__table__).on_conflict_do_nothing(index_elements=["key", "user_id"])
    return list(db.session.scalars(statement.returning(Message.__table__.c.id), rows))


def _send(ids: list[int]) -> int:
    """Put the letters of these messages into the outbox; returns how many."""
    usual = case(
        *((Message.topic == one.name, literal(one.by_email)) for one in TOPICS.values()), else_=literal(True)
    )
    chosen = and_(
        Preference.user_id == Message.user_id, Preference.topic == Message.topic, Preference.channel == EMAIL
    )
    wanted = (
        select(Message.id, literal(EMAIL), literal("waiting"), literal(0), literal(now(), Message.created_at.type))
        .join(User, User.id == Message.user_id)
        .outerjoin(Preference, chosen)
        .where(Message.id.in_(ids), User.email.is_not(None), User.disabled_at.is_(None))
        .where(or_(Preference.wanted, and_(Preference.wanted.is_(None), usual)))
    )
    columns = ["message_id", "channel", "state", "tries", "next_at"]
    put = insert(Delivery).from_select(columns, wanted, include_defaults=True).returning(Delivery.id)
    return len(db.session.scalars(put).all())


@action
def take_back(keys: list[str], user_id: int | None = None) -> int:
    """What these keys said no longer holds (for one person, or for all who were told): it becomes history now, and
    letters that still wait are not sent. Returns how many messages that were. One statement."""
    ended = update(Message).where(Message.key.in_(keys), or_(Message.ends_at.is_(None), Message.ends_at > now()))
    if user_id is not None:
        ended = ended.where(Message.user_id == user_id)
    return db.session.execute(ended.values(ends_at=now()), execution_options={"synchronize_session": False}).rowcount
