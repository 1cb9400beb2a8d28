"""What a decision with its number says, and further decisions about it: they correct, replace or cancel it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

CORRECTION, REPLACEMENT, CANCELLATION = "correction", "replacement", "cancellation"


class FrozenDecision(db.Model):
    """What a decision, its lists and the papers before it say, fixed with its number (``papers/rules/frozen.py``).
    Rows are only added (trigger)."""

    __tablename__ = "frozen_decisions"
    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),)


class Amendment(db.Model):
    """Proposed by one person, answered once by another (`granted`), then numbered like every decision (triggers).

    `changes`: JSON, a list of {"nomination", "what", "before", "after"} (``rules.amending``); of a cancellation
    without any the whole decision ends. `document`: JSON of what its paper says, fixed with its number.
    """

    __tablename__ = "amendments"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
    changes: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    granted: Mapped[bool | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    number: Mapped[int | None]
    day: Mapped[date | None]
    year: Mapped[int | None]
    document: Mapped[str | None] = mapped_column(Text)
    numbered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    numbered_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("kind IN ('correction', 'replacement', 'cancellation')", name="kind"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint(
            "(granted IS NULL) = (answered_by IS NULL) AND (granted IS NULL) = (answered_at IS NULL)", name="answer"
        ),
        CheckConstraint('NOT granted OR answered_by <> "by"', name="second"),
        CheckConstraint(
            "(number IS NULL) = (day IS NULL) AND (number IS NULL) = (year IS NULL) "
            "AND (number IS NULL) = (document IS NULL) AND (number IS NULL) = (numbered_by IS NULL) "
            "AND (number IS NULL) = (numbered_at IS NULL)",
            name="number",
        ),
        CheckConstraint("number IS NULL OR (granted AND number >= 1)", name="signed"),
        Index("ix_amendments_round_id", "round_id"),
        Index(
            "uq_amendments_open",
            "round_id",
            unique=True,
            sqlite_where=text("granted IS NULL"),
            postgresql_where=text("granted IS NULL"),
        ),
    )
