"""The ledger: what people and teams did, and every decision about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.columns import Word
from app.core.db import Instant, db

from .rules import APPROVED, DRAFT, REJECTED, RETURNED, REVERSED, SENT

__all__ = [
    "APPROVED",
    "DRAFT",
    "REJECTED",
    "RETURNED",
    "REVERSED",
    "SENT",
    "BulkApproval",
    "BulkApprovalLog",
    "Decision",
    "Log",
    "LogItem",
]


class Log(db.Model):
    """What one person did on one day in one team, or (``user_id`` None) what a team did together.

    ``state`` follows the last decision. Once decided, the content is frozen by a trigger; a correction is a
    reversal (a decision) and a new log. A log sent as it was made needs no decision "sent": ``created_at`` tells.
    """

    __tablename__ = "logs"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[int | None]
    filed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Made by the phone or derived from the sheet's row: a repeated submit finds the first.
    client_ref: Mapped[str]
    shift_id: Mapped[int | None]
    point_id: Mapped[int | None]
    slot: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    minutes: Mapped[int] = mapped_column(default=0)
    # What attendance says about the time in the shift, beside what the person says; None: nothing.
    attended_minutes: Mapped[int | None]
    elderly: Mapped[int] = mapped_column(default=0)
    disabled: Mapped[int] = mapped_column(default=0)
    poor_household: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(Word, default=DRAFT)
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)

    items: Mapped[list["LogItem"]] = relationship(
        order_by="LogItem.kind_id", lazy="raise", cascade="all, delete-orphan"
    )
    decisions: Mapped[list["Decision"]] = relationship(order_by="Decision.id", lazy="raise", viewonly=True)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        ForeignKeyConstraint(["ward_id", "point_id"], ["points.ward_id", "points.id"]),
        UniqueConstraint("campaign_id", "client_ref"),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("user_id IS NOT NULL OR team_id IS NOT NULL", name="whose"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        CheckConstraint("elderly >= 0 AND disabled >= 0 AND poor_household >= 0", name="groups"),
        CheckConstraint("state IN ('draft', 'sent', 'approved', 'returned', 'rejected', 'reversed')", name="state"),
        Index("ix_logs_campaign_id_state", "campaign_id", "state", "sent_at"),
        Index("ix_logs_user_id", "user_id", "campaign_id"),
        Index("ix_logs_campaign_id_day", "campaign_id", "day"),
    )


class LogItem(db.Model):
    """How many of one kind."""

    __tablename__ = "log_items"
    log_id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("kinds.id"), primary_key=True)
    ward_id: Mapped[int]
    quantity: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "log_id"], ["logs.ward_id", "logs.id"]),
        CheckConstraint("quantity > 0 AND quantity <= 1000", name="quantity"),
    )


class Decision(db.Model):
    """What somebody decided about a log, when and why. Rows are only added (triggers)."""

    __tablename__ = "decisions"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    log_id: Mapped[int]
    verdict: Mapped[str] = mapped_column(Word)
    by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "log_id"], ["logs.ward_id", "logs.id"]),
        CheckConstraint("verdict IN ('sent', 'approved', 'returned', 'rejected', 'reversed')", name="verdict"),
        CheckConstraint("verdict IN ('sent', 'approved') OR reason <> ''", name="reason"),
        Index("ix_decisions_log_id", "log_id"),
        Index(
            "uq_decisions_approved",
            "log_id",
            unique=True,
            sqlite_where=text("verdict = 'approved'"),
            postgresql_where=text("verdict = 'approved'"),
        ),
    )


class BulkApproval(db.Model):
    """One act in which somebody approved many records together. Rows are only added (triggers): that it was undone is
    told by the decisions about its records."""

    __tablename__ = "bulk_approvals"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        UniqueConstraint("ward_id", "id"),
        Index("ix_bulk_approvals_by", "by", "campaign_id", "at"),
    )


class BulkApprovalLog(db.Model):
    """A record that was approved in such an act."""

    __tablename__ = "bulk_approval_logs"
    bulk_id: Mapped[int] = mapped_column(primary_key=True)
    log_id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "bulk_id"], ["bulk_approvals.ward_id", "bulk_approvals.id"]),
        ForeignKeyConstraint(["ward_id", "log_id"], ["logs.ward_id", "logs.id"]),
        UniqueConstraint("log_id"),
    )
