"""What was told to whom, and what is on its way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, or_, select

from app.core.clock import now
from app.core.db import Instant, db
from app.messages.kinds import KINDS, TOPICS, people_in
from app.messages.models import Delivery, Job, Message, Preference
from app.messages.rules import EMAIL
from app.people.models import User

_messages = Message.__table__.c
# How many of the visitor's messages are unread and still matter; part of the statement that every page begins with
# (``app/wiring.py``), which knows ``users`` and the parameter ``now``.
UNREAD = (
    select(func.count())
    .where(
        _messages.user_id == User.__table__.c.id,
        _messages.read_at.is_(None),
        or_(_messages.ends_at.is_(None), _messages.ends_at > bindparam("now", type_=Instant())),
    )
    .scalar_subquery()
)


def inbox(user_id: int, number: int, size: int) -> tuple[list, dict[int, str], bool]:
    """Page ``number`` (from 1) of somebody's messages, what is unread and still matters first, then the newest; the
    names in them; and whether there are more. Two statements, one where no names are needed."""
    fresh = and_(Message.read_at.is_(None), or_(Message.ends_at.is_(None), Message.ends_at > now()))
    rows = db.session.execute(
        select(Message.__table__)
        .where(Message.user_id == user_id, Message.kind.in_(KINDS))
        .order_by(case((fresh, 0), else_=1), Message.id.desc())
        .limit(size + 1)
        .offset((number - 1) * size)
    ).all()
    return rows[:size], _names_in(rows[:size]), len(rows) > size


def message_of(user_id: int, message_id: int) -> tuple[object | None, dict[int, str]]:
    """One message of this person (None: there is no such), and the names in it."""
    mine = (Message.id == message_id, Message.user_id == user_id, Message.kind.in_(KINDS))
    row = db.session.execute(select(Message.__table__).where(*mine)).first()
    return row, _names_in([row] if row else [])


def _names_in(rows: list) -> dict[int, str]:
    return names_of(set().union(*(people_in(row.kind, row.data) for row in rows)))


def choices_of(user_id: int) -> tuple[str | None, dict[str, bool]]:
    """This person's e-mail address, and for each topic whether it is sent there. One statement."""
    chosen = and_(Preference.user_id == User.id, Preference.channel == EMAIL)
    rows = db.session.execute(
        select(User.email, Preference.topic, Preference.wanted)
        .outerjoin(Preference, chosen)
        .where(User.id == user_id)
    ).all()
    known = {row.topic: row.wanted for row in rows}
    return rows[0].email, {topic.name: known.get(topic.name, topic.by_email) for topic in TOPICS.values()}


def worker_seen() -> datetime | None:
    """When a worker last ended a job of every minute."""
    return db.session.scalar(select(func.max(Job.ended_at)))


@dataclass(frozen=True)
class Letter:
    """A delivery with all that its letter says. ``stop`` tells why it must not go any more, or is empty."""

    id: int
    tries: int
    message_id: int
    kind: str
    data: dict
    created_at: datetime
    email: str
    name: str
    language: str
    names: dict[int, str]
    stop: str


def names_of(ids: set[int]) -> dict[int, str]:
    """The names of these people; no statement for nobody."""
    if not ids:
        return {}
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def letters(ids: list[int]) -> list[Letter]:
    """These deliveries, the oldest first. Two statements, one where no names are needed."""
    chosen = and_(
        Preference.user_id == Message.user_id,
        Preference.topic == Message.topic,
        Preference.channel == Delivery.channel,
    )
    message = (Message.kind, Message.data, Message.created_at, Message.ends_at)
    person = (User.email, User.name, User.language, User.disabled_at)
    rows = db.session.execute(
        select(Delivery.id, Delivery.tries, Delivery.message_id, *message, *person, Preference.wanted)
        .join(Message, Message.id == Delivery.message_id)
        .join(User, User.id == Message.user_id)
        .outerjoin(Preference, chosen)
        .where(Delivery.id.in_(ids))
        .order_by(Delivery.id)
    ).all()
    needed = [people_in(row.kind, row.data) for row in rows]
    names = names_of(set().union(*needed))
    return [
        Letter(
            **{name: row._mapping[name] for name in Letter.__annotations__ if name in row._fields},
            names={id: names[id] for id in ids if id in names},
            stop=_stop(row),
        )
        for row, ids in zip(rows, needed, strict=True)
    ]


def _stop(row) -> str:
    if row.disabled_at is not None:
        return "account closed"
    if row.email is None:
        return "no address"
    if row.wanted is False:
        return "switched off"
    return "over" if row.ends_at is not None and row.ends_at <= now() else ""
