"""Awards of earlier years that the ward entered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class EarlierAward(db.Model):
    """Somebody of the ward, or a team, was commended before. It can be taken off, once (trigger)."""

    __tablename__ = "earlier_awards"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[int | None]
    year: Mapped[int]
    form: Mapped[str]
    issuer: Mapped[str] = mapped_column(server_default="")
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)", name="whose"),
        CheckConstraint("year BETWEEN 1950 AND 2100", name="year"),
        CheckConstraint("form <> ''", name="form"),
        CheckConstraint("(removed_at IS NULL) = (removed_by IS NULL)", name="removed"),
        Index("ix_earlier_awards_ward_id", "ward_id"),
    )
