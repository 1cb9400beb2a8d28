"""Who was asked to take a seat, by whom, and the answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

YES, NO = "yes", "no"


class Ask(db.Model):
    """One person asked for one shift. No answer: open as long as the shift has a free seat and has not begun, which
    is read from the shift and never written down. Triggers keep an answer as it was given."""

    __tablename__ = "asks"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        CheckConstraint("answer IN ('yes', 'no')", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        Index("ix_asks_shift_id", "shift_id"),
        Index("ix_asks_ward_id_asked_at", "ward_id", "asked_at"),
        Index(
            "uq_asks_open",
            "user_id",
            "shift_id",
            unique=True,
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
    )
