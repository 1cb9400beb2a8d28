"""The trail: one row for everything that happened, each holding the hash of the one before."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class Entry(db.Model):
    """One thing that happened. The database refuses to change or delete it (triggers)."""

    __tablename__ = "audit_entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    # A chain per ward, 0 for what belongs to none, so that wards don't wait for each other.
    chain: Mapped[int]
    seq: Mapped[int]
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("wards.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[int | None]
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int | None]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str]
    prev_hash: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (
        UniqueConstraint("chain", "seq"),
        Index("ix_audit_entries_subject", "subject", "subject_id"),
    )


class Head(db.Model):
    """The last link of a chain, kept by a trigger: a chain cut short at its end no longer fits it."""

    __tablename__ = "audit_heads"
    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str]
