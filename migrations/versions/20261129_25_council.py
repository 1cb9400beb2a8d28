"""The council's session: its rules, members, attendance"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_25_council"
down_revision = "20261129_24_nominations"
branch_labels = None
depends_on = None

PERCENTS = "quorum_percent BETWEEN 1 AND 100 AND pass_percent BETWEEN 1 AND 100"
WORDS = (
    "denominator IN ('all_members', 'present') AND ballot IN ('open', 'secret') AND vote_by IN ('candidate', 'list')"
)
_KEPT = (
    "meets_at",
    "place",
    "opened_at",
    "quorum_percent",
    "pass_percent",
    "denominator",
    "ballot",
    "vote_by",
    "absent_by_writing",
    "recused_leave",
)
SETTINGS = ("council_settings_insert_fixed", "council_settings_update_fixed")
SESSIONS = ("council_sessions_stay", "council_sessions_kept", "council_sessions_gone")
MEMBERS = ("council_members_join", "council_members_leave", "council_members_named")
ATTENDANCE = "council_attendance_over"


def _state(row: str) -> str:
    return f"(SELECT state FROM council_sessions WHERE id = {row}.session_id)"


def upgrade():
    op.create_table(
        "council_settings",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("quorum_percent", sa.Integer(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.String(), nullable=False),
        sa.Column("ballot", sa.String(), nullable=False),
        sa.Column("vote_by", sa.String(), nullable=False),
        sa.Column("absent_by_writing", sa.Boolean(), nullable=False),
        sa.Column("recused_leave", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            f"procedure IN ('full', 'simple') AND {WORDS}",
            name=op.f("ck_council_settings_words"),
        ),
        sa.CheckConstraint(
            PERCENTS,
            name=op.f("ck_council_settings_percents"),
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["users.id"], name=op.f("fk_council_settings_changed_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"],
            ["rounds.ward_id", "rounds.id"],
            name=op.f("fk_council_settings_ward_id_round_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_council_settings")),
    )
    op.create_table(
        "council_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("meets_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("quorum_percent", sa.Integer(), nullable=True),
        sa.Column("pass_percent", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.String(), nullable=True),
        sa.Column("ballot", sa.String(), nullable=True),
        sa.Column("vote_by", sa.String(), nullable=True),
        sa.Column("absent_by_writing", sa.Boolean(), nullable=True),
        sa.Column("recused_leave", sa.Boolean(), nullable=True),
        sa.Column("present_at_opening", sa.Integer(), nullable=True),
        sa.Column("present_at_closing", sa.Integer(), nullable=True),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(opened_at IS NULL OR (quorum_percent IS NOT NULL AND pass_percent IS NOT NULL "
            "AND denominator IS NOT NULL AND ballot IS NOT NULL AND vote_by IS NOT NULL "
            "AND absent_by_writing IS NOT NULL AND recused_leave IS NOT NULL)) "
            "AND (state NOT IN ('open', 'closed') OR opened_at IS NOT NULL)",
            name=op.f("ck_council_sessions_opened"),
        ),
        sa.CheckConstraint(
            "(state IN ('closed', 'failed')) = (ended_at IS NOT NULL)", name=op.f("ck_council_sessions_ended")
        ),
        sa.CheckConstraint("place <> ''", name=op.f("ck_council_sessions_place")),
        sa.CheckConstraint(
            f"{PERCENTS} AND {WORDS}",
            name=op.f("ck_council_sessions_settings"),
        ),
        sa.CheckConstraint("state IN ('called', 'open', 'closed', 'failed')", name=op.f("ck_council_sessions_state")),
        sa.ForeignKeyConstraint(["called_by"], ["users.id"], name=op.f("fk_council_sessions_called_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["users.id"], name=op.f("fk_council_sessions_ended_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"],
            ["rounds.ward_id", "rounds.id"],
            name=op.f("fk_council_sessions_ward_id_round_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_sessions")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_council_sessions_round_id_number")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_council_sessions_ward_id_id")),
    )
    op.create_index(
        "uq_council_sessions_standing",
        "council_sessions",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'failed'"),
        postgresql_where=sa.text("state <> 'failed'"),
    )
    op.create_table(
        "council_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.CheckConstraint("duty IN ('chair', 'secretary', 'member')", name=op.f("ck_council_members_duty")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_council_members_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_members_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_members")),
        sa.UniqueConstraint("session_id", "id", name=op.f("uq_council_members_session_id_id")),
        sa.UniqueConstraint("session_id", "user_id", name=op.f("uq_council_members_session_id_user_id")),
    )
    op.create_index("ix_council_members_user_id", "council_members", ["user_id"], unique=False)
    op.create_index(
        "uq_council_members_duty",
        "council_members",
        ["session_id", "duty"],
        unique=True,
        sqlite_where=sa.text("duty <> 'member'"),
        postgresql_where=sa.text("duty <> 'member'"),
    )
    op.create_table(
        "council_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("word IN ('present', 'left', 'absent')", name=op.f("ck_council_attendance_word")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_attendance_by")),
        sa.ForeignKeyConstraint(
            ["session_id", "member_id"],
            ["council_members.session_id", "council_members.id"],
            name=op.f("fk_council_attendance_session_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_attendance_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_attendance")),
    )
    op.create_index(
        "ix_council_attendance_session_id", "council_attendance", ["session_id", "member_id"], unique=False
    )
    opened = "EXISTS (SELECT 1 FROM council_sessions WHERE round_id = NEW.round_id AND opened_at IS NOT NULL)"
    for name, verb in zip(SETTINGS, ("INSERT", "UPDATE"), strict=True):
        guards.refuse(op, name, "council_settings", verb, opened, "a session was opened under these rules")
    over = "a session stays as it ended"
    guards.refuse(op, SESSIONS[0], "council_sessions", "UPDATE", "OLD.state IN ('closed', 'failed')", over)
    changed = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _KEPT)
    kept = f"OLD.opened_at IS NOT NULL AND ({changed})"
    guards.refuse(op, SESSIONS[1], "council_sessions", "UPDATE", kept, "an open session keeps its rules")
    guards.refuse(op, SESSIONS[2], "council_sessions", "DELETE", "TRUE", "a session stays on record")
    joined = "nobody joins or leaves an open session"
    guards.refuse(op, MEMBERS[0], "council_members", "INSERT", f"{_state('NEW')} <> 'called'", joined)
    guards.refuse(op, MEMBERS[1], "council_members", "DELETE", f"{_state('OLD')} <> 'called'", joined)
    named = " OR ".join(
        f"NEW.{column} {{differs}} OLD.{column}" for column in ("user_id", "name", "post", "session_id")
    )
    ended = f"{_state('OLD')} IN ('closed', 'failed') OR ({_state('OLD')} <> 'called' AND ({named}))"
    guards.refuse(op, MEMBERS[2], "council_members", "UPDATE", ended, "members of an open session stay as they are")
    guards.append_only(op, "council_attendance")
    guards.refuse(
        op,
        ATTENDANCE,
        "council_attendance",
        "INSERT",
        f"{_state('NEW')} IN ('closed', 'failed')",
        "the session is over",
    )


def downgrade():
    guards.drop(op, "council_attendance", ATTENDANCE)
    guards.drop_append_only(op, "council_attendance")
    guards.drop(op, "council_members", *MEMBERS)
    guards.drop(op, "council_sessions", *SESSIONS)
    guards.drop(op, "council_settings", *SETTINGS)
    for table in ("council_attendance", "council_members", "council_sessions", "council_settings"):
        op.drop_table(table)
