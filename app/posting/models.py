"""Postings of a locked list, what stood on each, and what was objected."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class PostingRule(db.Model):
    """Whether and for how long a ward posts the lists that are locked from then on. Rows are only added (trigger); of
    a round the last one before its locking counts."""

    __tablename__ = "posting_rules"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    scope: Mapped[str]
    days: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("scope IN ('none', 'ward', 'public')", name="scope"),
        CheckConstraint("days BETWEEN 1 AND 60", name="days"),
        Index("ix_posting_rules_ward_id", "ward_id"),
    )


class Posting(db.Model):
    """The list was posted. Rows are only added (trigger): a list that is to be posted anew has a reason for it, and
    never ends earlier (trigger). `lines`: how many names stand on it; `ends_at`: the first instant after."""

    __tablename__ = "postings"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    number: Mapped[int]
    scope: Mapped[str]
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(server_default="")
    lines: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        UniqueConstraint("ward_id", "id"),
        UniqueConstraint("round_id", "number"),
        CheckConstraint("scope IN ('ward', 'public')", name="scope"),
        CheckConstraint("days BETWEEN 1 AND 60", name="days"),
        CheckConstraint("number = 1 OR reason <> ''", name="reason"),
        CheckConstraint("ends_at > at", name="ends"),
    )


class PostedLine(db.Model):
    """Somebody on a posted list, as they were called on it. Rows are only added, no more than the posting says
    (triggers)."""

    __tablename__ = "posted_lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    posting_id: Mapped[int]
    nomination_id: Mapped[int]
    position: Mapped[int]
    board: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "posting_id"], ["postings.ward_id", "postings.id"]),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        UniqueConstraint("posting_id", "nomination_id"),
        UniqueConstraint("posting_id", "position"),
        CheckConstraint("board IN ('collectives', 'individuals', 'households')", name="board"),
    )


class Objection(db.Model):
    """Somebody objected while the list was posted (trigger): to a name on it or, without one, to the list.

    Of whoever is not signed in nothing is kept but what they wrote; `code_sum` is the checksum of the code with which
    they read the answer. `owner_id` answers it, a second person confirms the answer, neither of them whom it is about
    (triggers); after that nothing of it changes (trigger).
    """

    __tablename__ = "objections"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    posting_id: Mapped[int]
    nomination_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    code_sum: Mapped[str] = mapped_column(unique=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    verdict: Mapped[str | None]
    answer: Mapped[str] = mapped_column(Text, server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        ForeignKeyConstraint(["ward_id", "posting_id"], ["postings.ward_id", "postings.id"]),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("verdict IN ('upheld', 'partly', 'unfounded')", name="verdict"),
        CheckConstraint(
            "(verdict IS NULL) = (answered_by IS NULL) AND (verdict IS NULL) = (answered_at IS NULL) "
            "AND (verdict IS NULL) = (answer = '')",
            name="answered",
        ),
        CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL OR answered_by IS NOT NULL)",
            name="confirmed",
        ),
        CheckConstraint("confirmed_by <> answered_by", name="second"),
        CheckConstraint('answered_by <> "by" AND confirmed_by <> "by"', name="own"),
        Index("ix_objections_round_id", "round_id"),
    )
