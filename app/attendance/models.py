"""Marks of attendance: who came to which shift, and who went, each with who said so, when and how."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Word
from app.core.db import Instant, db


class AttendanceMark(db.Model):
    """One word about one person in one shift. Rows are only added (triggers); a correction is a new row.

    ``at`` is the instant that it speaks of (a code's own minute), ``made_at`` when it was written. By code one comes
    and goes once, and the rule speaks once of each kind: two indexes.
    """

    __tablename__ = "attendance_marks"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(Word)
    how: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(Instant)
    made_at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        CheckConstraint("kind IN ('present', 'late', 'excused', 'no_show', 'out')", name="kind"),
        CheckConstraint("how IN ('code', 'hand', 'rule')", name="how"),
        CheckConstraint("(how = 'rule') = (by IS NULL)", name="by"),
        Index("ix_attendance_marks_shift_id_user_id", "shift_id", "user_id"),
        Index(
            "uq_attendance_marks_in",
            "shift_id",
            "user_id",
            unique=True,
            sqlite_where=text("how = 'code' AND kind <> 'out'"),
            postgresql_where=text("how = 'code' AND kind <> 'out'"),
        ),
        Index(
            "uq_attendance_marks_out",
            "shift_id",
            "user_id",
            unique=True,
            sqlite_where=text("how = 'code' AND kind = 'out'"),
            postgresql_where=text("how = 'code' AND kind = 'out'"),
        ),
        Index(
            "uq_attendance_marks_rule",
            "shift_id",
            "user_id",
            "kind",
            unique=True,
            sqlite_where=text("how = 'rule'"),
            postgresql_where=text("how = 'rule'"),
        ),
    )
