"""That a round be decided without a session: asked for by one, agreed to by another."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class ProcedureRequest(db.Model):
    """`rules`: JSON of what would change in the rules of the round. Answered once, and agreed to never by whoever
    asked (check). The database takes the simplified procedure only with such an answer (trigger).
    """

    __tablename__ = "council_procedure_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    rules: Mapped[str]
    legal_ground: Mapped[str]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        CheckConstraint("reason <> '' AND legal_ground <> ''", name="reason"),
        CheckConstraint("answer IN ('granted', 'declined', 'withdrawn')", name="answer"),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)", name="answered"
        ),
        CheckConstraint("""answer <> 'granted' OR answered_by <> "by\"""", name="second"),
        Index("ix_council_procedure_requests_round_id", "round_id"),
        Index(
            "uq_council_procedure_requests_open",
            "round_id",
            unique=True,
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
    )
