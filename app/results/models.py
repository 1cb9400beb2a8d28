"""What was told to everybody and when; and the ceremony."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

PUBLISHED, WITHDRAWN = "published", "withdrawn"


class Announcement(db.Model):
    """The result of a round was published or withdrawn. The last row of a round counts (trigger: rows are only
    added)."""

    __tablename__ = "announcements"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    deed: Mapped[str]
    name_rule: Mapped[str | None]
    reason: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        CheckConstraint("deed IN ('published', 'withdrawn')", name="deed"),
        CheckConstraint("(deed = 'published') = (name_rule IS NOT NULL)", name="published"),
        CheckConstraint("name_rule IN ('whole', 'initials', 'none')", name="name_rule"),
        CheckConstraint("deed = 'published' OR reason <> ''", name="reason"),
        Index("ix_announcements_round_id", "round_id"),
    )


class Ceremony(db.Model):
    """When and where the certificates are handed over, what comes before and after, and who is called up when.

    `opening` and `closing` are points, one a line; None: ours. `reading` is a JSON list of nomination ids.
    """

    __tablename__ = "ceremonies"
    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(server_default="")
    opening: Mapped[str | None] = mapped_column(Text)
    closing: Mapped[str | None] = mapped_column(Text)
    reading: Mapped[str] = mapped_column(Text, server_default="[]")
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),)
