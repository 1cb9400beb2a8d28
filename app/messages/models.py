"""What people are told: one row each, and how it goes out by letter."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Word
from app.core.db import Instant, db


class Message(db.Model):
    """One thing told to one person, once (``key``). No names of people in ``data``: they are looked up when read."""

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("wards.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    topic: Mapped[str]
    key: Mapped[str]
    data: Mapped[dict] = mapped_column(JSON)
    url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        # The key first: who was told a thing is found by it, too.
        UniqueConstraint("key", "user_id"),
        Index("ix_messages_user_id", "user_id", "id"),
        Index("ix_messages_created_at", "created_at"),
        # Every page counts these.
        Index(
            "ix_messages_unread",
            "user_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )


class Delivery(db.Model):
    """A message on its way by letter. ``tries`` is also the token of whoever took it last: who comes back too late
    with an older one changes nothing."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(Word, default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(Instant)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        CheckConstraint("channel IN ('email')", name="channel"),
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dropped')", name="state"),
        CheckConstraint("(state = 'sending') = (leased_until IS NOT NULL)", name="lease"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        Index(
            "ix_deliveries_due",
            "next_at",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
    )


class Preference(db.Model):
    """Whether a person wants a topic by a channel; where there is no row, the topic's default holds."""

    __tablename__ = "preferences"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    wanted: Mapped[bool]

    __table_args__ = (CheckConstraint("channel IN ('email')", name="channel"),)


class Job(db.Model):
    """Something done every minute, and who is at it: held by one worker at a time."""

    __tablename__ = "jobs"
    name: Mapped[str] = mapped_column(primary_key=True)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
