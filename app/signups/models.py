"""Sign-ups: who holds a seat in a shift, and who stands in line for one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Word
from app.core.db import Instant, db

SEATED, WAITING, LEFT = "seated", "waiting", "left"


class SignUp(db.Model):
    """One person in one shift: seated, waiting in line (in the order of ids), or left.

    The times are the shift's own, copied so that a trigger can refuse two seats at overlapping times.
    """

    __tablename__ = "sign_ups"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str] = mapped_column(Word)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    joined_at: Mapped[datetime] = mapped_column(Instant)
    seated_at: Mapped[datetime | None] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    as_lead: Mapped[bool] = mapped_column(default=False, server_default="false")
    # In line, and a free seat is held for this person until then.
    offered_at: Mapped[datetime | None] = mapped_column(Instant)
    offered_until: Mapped[datetime | None] = mapped_column(Instant)
    # "I will be there", said after a reminder.
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        CheckConstraint("state IN ('seated', 'waiting', 'left')", name="state"),
        CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left"),
        CheckConstraint("offered_until IS NULL OR state = 'waiting'", name="offered_until"),
        Index("ix_sign_ups_offered_until", "offered_until"),
        Index(
            "uq_sign_ups_now",
            "shift_id",
            "user_id",
            unique=True,
            sqlite_where=text("state <> 'left'"),
            postgresql_where=text("state <> 'left'"),
        ),
        Index("ix_sign_ups_user_id_ends_at", "user_id", "ends_at"),
    )
