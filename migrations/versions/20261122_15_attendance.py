"""Who came to a shift and who went, and a record's minutes as the check-in knows them"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_15_attendance"
down_revision = "20261122_14_lines"
branch_labels = None
depends_on = None

# ALTER TABLE, said plainly: SQLite would otherwise copy the table and lose its triggers.
COLUMNS = (
    ("campaigns", "check_in_before_minutes", "NOT NULL DEFAULT 30", "check_in_before_minutes BETWEEN 0 AND 240"),
    ("campaigns", "late_after_minutes", "NOT NULL DEFAULT 15", "late_after_minutes BETWEEN 0 AND 240"),
    ("campaigns", "check_out_after_minutes", "NOT NULL DEFAULT 60", "check_out_after_minutes BETWEEN 0 AND 720"),
    ("logs", "attended_minutes", "", "attended_minutes BETWEEN 0 AND 1440"),
)
ONCE = {
    "uq_attendance_marks_in": (["shift_id", "user_id"], "how = 'code' AND kind <> 'out'"),
    "uq_attendance_marks_out": (["shift_id", "user_id"], "how = 'code' AND kind = 'out'"),
    "uq_attendance_marks_rule": (["shift_id", "user_id", "kind"], "how = 'rule'"),
}


def upgrade():
    for table, name, kind, check in COLUMNS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {kind} CONSTRAINT ck_{table}_{name} CHECK ({check})"
        )
    op.create_table(
        "attendance_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('present', 'late', 'excused', 'no_show', 'out')", name=op.f("ck_attendance_marks_kind")
        ),
        sa.CheckConstraint("how IN ('code', 'hand', 'rule')", name=op.f("ck_attendance_marks_how")),
        sa.CheckConstraint("(how = 'rule') = (by IS NULL)", name=op.f("ck_attendance_marks_by")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_attendance_marks_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attendance_marks_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"],
            ["shifts.ward_id", "shifts.id"],
            name=op.f("fk_attendance_marks_ward_id_shift_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_marks")),
    )
    op.create_index("ix_attendance_marks_shift_id_user_id", "attendance_marks", ["shift_id", "user_id"])
    for name, (columns, where) in ONCE.items():
        op.create_index(
            name,
            "attendance_marks",
            columns,
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    guards.append_only(op, "attendance_marks")


def downgrade():
    guards.drop_append_only(op, "attendance_marks")
    op.drop_table("attendance_marks")
    for table, name, _kind, _check in reversed(COLUMNS):
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
