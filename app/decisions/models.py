"""The decision of a round, each award in it, and the end of single ones. All rows are only ever added (triggers)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

COUNCIL, LIST = "council", "locked_list"


class AwardDecision(db.Model):
    """The leader decided on the proposal, once for a round. ``basis``: the council's session, or the locked list
    itself under the simplified procedure."""

    __tablename__ = "award_decisions"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int] = mapped_column(unique=True)
    basis: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("basis IN ('council', 'locked_list')", name="basis"),
    )


class AwardLine(db.Model):
    """Somebody proposed: granted, or declined with a reason. ``position``: their place in the papers."""

    __tablename__ = "award_lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    decision_id: Mapped[int]
    nomination_id: Mapped[int] = mapped_column(unique=True)
    position: Mapped[int]
    granted: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "decision_id"], ["award_decisions.ward_id", "award_decisions.id"]),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        UniqueConstraint("ward_id", "id"),
        UniqueConstraint("decision_id", "position"),
        CheckConstraint("granted OR reason <> ''", name="reason"),
    )


class AwardRevocation(db.Model):
    """An award no longer holds, whether a certificate was printed or not."""

    __tablename__ = "award_revocations"
    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "line_id"], ["award_lines.ward_id", "award_lines.id"]),
        CheckConstraint("reason <> ''", name="reason"),
    )
