"""Archives that were sealed: their checksums, so that a file can be told from another."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class Archive(db.Model):
    """Somebody sealed the archive of a round as it was then. Rows are only added (trigger)."""

    __tablename__ = "archives"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    sha256: Mapped[str]
    size: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        CheckConstraint("length(sha256) = 64 AND size > 0", name="sha256"),
        Index("ix_archives_round_id", "round_id"),
    )
