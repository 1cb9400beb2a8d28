"""Requests for roles that decide, and waits after a password was set with a slip."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db
from app.core.policy import ROLES_OF_POWER

ROLES = ", ".join(f"'{role.value}'" for role in sorted(ROLES_OF_POWER))
OPEN = "answer IS NULL"


class RoleRequest(db.Model):
    """Somebody is to have a role that decides; a second person answers, once (triggers). ``answer``: "granted",
    "declined", "withdrawn" (by whoever asked), "lapsed" (nobody answered; the next one who asks says so)."""

    __tablename__ = "role_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint(f"role IN ({ROLES})", name="role"),
        CheckConstraint("answer IN ('granted', 'declined', 'withdrawn', 'lapsed')", name="answer"),
        CheckConstraint('"by" <> user_id', name="oneself"),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)", name="answered"
        ),
        # Null where nobody answered, so that it holds.
        CheckConstraint("""answer <> 'granted' OR (answered_by <> "by" AND answered_by <> user_id)""", name="second"),
        Index("ix_role_requests_user_id", "user_id"),
        Index(
            "uq_role_requests_open",
            "ward_id",
            "user_id",
            "role",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )


class PowerWait(db.Model):
    """With this account nobody decides until the instant, or until a second person confirmed the password. Rows stay
    (triggers). ``issued_by``: who made the slip that set the password (None: the command line). ``lone``: the first
    password of the only person who ever decided in their ward; whoever made the slip chose them alone, so records may
    be approved meanwhile, and nothing else."""

    __tablename__ = "power_waits"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    lone: Mapped[bool] = mapped_column(server_default=false())
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("until > since", name="until"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
        CheckConstraint("confirmed_by <> user_id AND confirmed_by <> issued_by", name="second"),
    )
