"""What one duty of a line writes down for the next, and who has read it. Both are only ever added."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class HandoverNote(db.Model):
    """A note from a duty (a shift of a line) to the one after it."""

    __tablename__ = "handover_notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int] = mapped_column(index=True)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("text <> ''", name="text"),
    )


class HandoverReading(db.Model):
    """Somebody on the duty ``shift_id`` has read a note."""

    __tablename__ = "handover_readings"
    note_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "note_id"], ["handover_notes.ward_id", "handover_notes.id"]),
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
    )
