"""Private calendar addresses."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class CalendarAddress(db.Model):
    """An address under which calendar programs fetch somebody's shifts. Who has it needs no password, so only its
    hash is kept; one a person, and a new one ends the old."""

    __tablename__ = "calendar_addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    # Places in line and offers are in it as well, as tentative.
    with_line: Mapped[bool] = mapped_column(default=True, server_default="true")
    # The program rings so long before a shift; None: not at all.
    alarm_minutes: Mapped[int | None]
    issued_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("alarm_minutes BETWEEN 0 AND 10080", name="alarm_minutes"),
        Index(
            "uq_calendar_addresses_now",
            "user_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
