"""A council's session: its rules, who belongs to it, who came."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

# What settings say, wherever they stand.
PERCENTS = "quorum_percent BETWEEN 1 AND 100 AND pass_percent BETWEEN 1 AND 100"
WORDS = (
    "denominator IN ('all_members', 'present') AND ballot IN ('open', 'secret') AND vote_by IN ('candidate', 'list')"
)


def of_session():
    return ForeignKeyConstraint(["ward_id", "session_id"], ["council_sessions.ward_id", "council_sessions.id"])


def of_its(column: str, table: str):
    """A row of the same session."""
    return ForeignKeyConstraint(["session_id", column], [f"{table}.session_id", f"{table}.id"])


class CouncilSettings(db.Model):
    """By which rules the council of a round decides; the defaults count where there is no row. A quorum is at least
    one half, a majority more than that, and the simplified procedure has its legal ground; once the list is locked a
    change stands beside its reason; fixed once a session was opened (triggers)."""

    __tablename__ = "council_settings"
    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    procedure: Mapped[str]
    quorum_percent: Mapped[int]
    pass_percent: Mapped[int]
    denominator: Mapped[str]
    ballot: Mapped[str]
    vote_by: Mapped[str]
    absent_by_writing: Mapped[bool]
    recused_leave: Mapped[bool]
    legal_ground: Mapped[str] = mapped_column(default="", server_default="")
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        CheckConstraint(PERCENTS, name="percents"),
        CheckConstraint(f"procedure IN ('full', 'simple') AND {WORDS}", name="words"),
    )


class CouncilRuleChange(db.Model):
    """That the rules of a round were changed after its list was locked, and why. `before`, `after`: JSON of what
    differs. Rows are only added (trigger)."""

    __tablename__ = "council_rule_changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_council_rule_changes_round_id", "round_id"),
    )


class CouncilSession(db.Model):
    """One meeting about a round. From its opening on it carries the rules it is held by. What ended stays as it
    ended (trigger); of the sessions of a round all but one have failed."""

    __tablename__ = "council_sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default="called")
    meets_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str]
    called_at: Mapped[datetime] = mapped_column(Instant)
    called_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    quorum_percent: Mapped[int | None]
    pass_percent: Mapped[int | None]
    denominator: Mapped[str | None]
    ballot: Mapped[str | None]
    vote_by: Mapped[str | None]
    absent_by_writing: Mapped[bool | None]
    recused_leave: Mapped[bool | None]
    present_at_opening: Mapped[int | None]
    present_at_closing: Mapped[int | None]
    discussion: Mapped[str] = mapped_column(Text, default="")
    # Counts what happened in it, so that a page that asks again learns cheaply whether anything did.
    version: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        UniqueConstraint("ward_id", "id"),
        UniqueConstraint("round_id", "number"),
        CheckConstraint("state IN ('called', 'open', 'closed', 'failed')", name="state"),
        CheckConstraint(f"{PERCENTS} AND {WORDS}", name="settings"),
        CheckConstraint(
            "(opened_at IS NULL OR (quorum_percent IS NOT NULL AND pass_percent IS NOT NULL "
            "AND denominator IS NOT NULL AND ballot IS NOT NULL AND vote_by IS NOT NULL "
            "AND absent_by_writing IS NOT NULL AND recused_leave IS NOT NULL)) "
            "AND (state NOT IN ('open', 'closed') OR opened_at IS NOT NULL)",
            name="opened",
        ),
        CheckConstraint("(state IN ('closed', 'failed')) = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("place <> ''", name="place"),
        Index(
            "uq_council_sessions_standing",
            "round_id",
            unique=True,
            sqlite_where=text("state <> 'failed'"),
            postgresql_where=text("state <> 'failed'"),
        ),
    )


class CouncilMember(db.Model):
    """Somebody who belongs to a session, named as they were when it was called. Nobody joins or leaves it once it is
    open (trigger); chair and secretary may hand over to somebody else."""

    __tablename__ = "council_members"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="member")

    __table_args__ = (
        of_session(),
        UniqueConstraint("session_id", "id"),
        UniqueConstraint("session_id", "user_id"),
        CheckConstraint("duty IN ('chair', 'secretary', 'member')", name="duty"),
        Index(
            "uq_council_members_duty",
            "session_id",
            "duty",
            unique=True,
            sqlite_where=text("duty <> 'member'"),
            postgresql_where=text("duty <> 'member'"),
        ),
        Index("ix_council_members_user_id", "user_id"),
    )


class CouncilAttendance(db.Model):
    """Somebody came, left or stayed away. The last row of a member counts; rows are only added (trigger)."""

    __tablename__ = "council_attendance"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    member_id: Mapped[int]
    word: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        of_session(),
        ForeignKeyConstraint(["session_id", "member_id"], ["council_members.session_id", "council_members.id"]),
        CheckConstraint("word IN ('present', 'left', 'absent')", name="word"),
        Index("ix_council_attendance_session_id", "session_id", "member_id"),
    )


class CouncilConfirmation(db.Model):
    """That a member is present, as somebody else noted it, was confirmed: by the member, or by a second person beside
    whoever noted it, chair or secretary. Never by the same one (trigger); rows are only added (trigger)."""

    __tablename__ = "council_confirmations"
    attendance_id: Mapped[int] = mapped_column(
        ForeignKey("council_attendance.id"), primary_key=True, autoincrement=False
    )
    ward_id: Mapped[int]
    session_id: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (of_session(), Index("ix_council_confirmations_session_id", "session_id"))
