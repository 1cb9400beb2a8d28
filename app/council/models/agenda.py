"""What a session votes on, and who may not."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

from .sessions import of_its, of_session


class CouncilItem(db.Model):
    """A candidate on the agenda, as the locked list stood when the session was opened; `tied`: equal at the line.
    The chair adds further ones, each with a reason. Rows are only added (trigger)."""

    __tablename__ = "council_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    nomination_id: Mapped[int]
    position: Mapped[int]
    board: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    place: Mapped[int | None]
    tied: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        of_session(),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        UniqueConstraint("session_id", "id"),
        UniqueConstraint("session_id", "nomination_id"),
        CheckConstraint("board IN ('collectives', 'individuals', 'households')", name="board"),
        CheckConstraint("added_by IS NULL OR reason <> ''", name="reason"),
    )

    @property
    def competes(self) -> bool:
        return self.tied or self.added_by is not None


class CouncilConflict(db.Model):
    """A word on whether a member may vote on a candidate. The last one of a pair counts; who is recused stays so
    (unique key). Rows are only added (trigger)."""

    __tablename__ = "council_conflicts"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    member_id: Mapped[int]
    item_id: Mapped[int]
    kind: Mapped[str]
    word: Mapped[str]
    grounds: Mapped[str] = mapped_column(default="")
    by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        of_session(),
        of_its("member_id", "council_members"),
        of_its("item_id", "council_items"),
        CheckConstraint("kind IN ('oneself', 'own_team', 'proposed', 'same_name', 'declared')", name="kind"),
        CheckConstraint("word IN ('asked', 'recused', 'noted')", name="word"),
        CheckConstraint("kind <> 'declared' OR grounds <> ''", name="grounds"),
        Index(
            "uq_council_conflicts_recused",
            "member_id",
            "item_id",
            unique=True,
            sqlite_where=text("word = 'recused'"),
            postgresql_where=text("word = 'recused'"),
        ),
        Index("ix_council_conflicts_session_id", "session_id"),
    )
