"""Roles that decide take two people; after a password was set with a slip nobody decides for a day"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_83_powers"
down_revision = "20261130_82_run_offs"
branch_labels = None
depends_on = None

ROLES = "'clerk', 'council_member', 'secretary', 'ward_leader'"
# Given by somebody (the command line is nobody): never to oneself, and with a second person's consent of now, unless
# the ward never had anybody who could have agreed.
ALONE = (
    f"NEW.role IN ({ROLES}) AND NEW.granted_by IS NOT NULL AND (NEW.granted_by = NEW.user_id OR ("
    f"EXISTS (SELECT 1 FROM grants g WHERE g.ward_id = NEW.ward_id AND g.role IN ({ROLES})) "
    "AND NOT EXISTS (SELECT 1 FROM role_requests r WHERE r.ward_id = NEW.ward_id AND r.user_id = NEW.user_id "
    "AND r.role = NEW.role AND r.answer = 'granted' AND r.answered_at <= NEW.granted_at "
    "AND NOT EXISTS (SELECT 1 FROM grants u WHERE u.ward_id = r.ward_id AND u.user_id = r.user_id "
    "AND u.role = r.role AND u.granted_at >= r.answered_at))))"
)
MOVED = (
    f"(NEW.role IN ({ROLES}) OR OLD.role IN ({ROLES})) AND (NEW.role <> OLD.role OR NEW.user_id <> OLD.user_id "
    "OR NEW.ward_id {differs} OLD.ward_id OR NEW.granted_by {differs} OLD.granted_by)"
)
ASKED = ("ward_id", "user_id", "role", "by", "at")
BEGUN = ("user_id", "issued_by", "since", "until", "lone")


def _changed(columns) -> str:
    return " OR ".join(f'NEW."{one}" {{differs}} OLD."{one}"' for one in columns)


def upgrade():
    op.create_table(
        "role_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"role IN ({ROLES})", name=op.f("ck_role_requests_role")),
        sa.CheckConstraint(
            "answer IN ('granted', 'declined', 'withdrawn', 'lapsed')", name=op.f("ck_role_requests_answer")
        ),
        sa.CheckConstraint('"by" <> user_id', name=op.f("ck_role_requests_oneself")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
            name=op.f("ck_role_requests_answered"),
        ),
        sa.CheckConstraint(
            """answer <> 'granted' OR (answered_by <> "by" AND answered_by <> user_id)""",
            name=op.f("ck_role_requests_second"),
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f("fk_role_requests_ward_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_role_requests_user_id")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_role_requests_by")),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_role_requests_answered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_requests")),
    )
    op.create_index("ix_role_requests_user_id", "role_requests", ["user_id"])
    op.create_index(
        "uq_role_requests_open",
        "role_requests",
        ["ward_id", "user_id", "role"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_table(
        "power_waits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("until > since", name=op.f("ck_power_waits_until")),
        sa.CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_power_waits_confirmed")),
        sa.CheckConstraint(
            "confirmed_by <> user_id AND confirmed_by <> issued_by", name=op.f("ck_power_waits_second")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_power_waits_user_id")),
        sa.ForeignKeyConstraint(["issued_by"], ["users.id"], name=op.f("fk_power_waits_issued_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["users.id"], name=op.f("fk_power_waits_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_power_waits")),
    )
    op.create_index("ix_power_waits_user_id", "power_waits", ["user_id"])
    op.add_column("users", sa.Column("password_by_slip", sa.Boolean(), server_default=sa.false(), nullable=False))
    # Whoever once used a slip counts as not having changed the password since: at worst they wait a day.
    op.execute(
        "UPDATE users SET password_by_slip = TRUE WHERE password_hash IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM invitations i WHERE i.user_id = users.id AND i.used_at IS NOT NULL)"
    )
    for table, kept in (("role_requests", ASKED), ("power_waits", BEGUN)):
        done = "answer" if table == "role_requests" else "confirmed_by"
        guards.refuse(op, f"{table}_kept", table, "DELETE", "TRUE", "what waited for a second person is kept")
        guards.refuse(
            op,
            f"{table}_once",
            table,
            "UPDATE",
            f"OLD.{done} IS NOT NULL OR {_changed(kept)}",
            "a second person answers once",
        )
    guards.refuse(op, "grants_take_two", "grants", "INSERT", ALONE, "a role that decides takes two people")
    guards.refuse(op, "grants_stay", "grants", "UPDATE", MOVED, "a role that decides does not change hands")


def downgrade():
    """Who agreed to what, and who confirmed whose password, is gone; roles stay."""
    guards.drop(op, "grants", "grants_stay", "grants_take_two")
    for table in ("power_waits", "role_requests"):
        guards.drop(op, table, f"{table}_once", f"{table}_kept")
    op.drop_column("users", "password_by_slip")
    op.drop_table("power_waits")
    op.drop_table("role_requests")
