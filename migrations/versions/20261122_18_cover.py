"""Who was asked to take a seat, and the answers"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_18_cover"
down_revision = "20261122_17_swaps"
branch_labels = None
depends_on = None

OPEN = {"sqlite_where": sa.text("answer IS NULL"), "postgresql_where": sa.text("answer IS NULL")}


def upgrade():
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'no')", name=op.f("ck_asks_answer")),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_asks_answered")),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_asks_asked_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_asks_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"], name=op.f("fk_asks_ward_id_shift_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
    )
    op.create_index("ix_asks_shift_id", "asks", ["shift_id"])
    op.create_index("ix_asks_ward_id_asked_at", "asks", ["ward_id", "asked_at"])
    op.create_index("uq_asks_open", "asks", ["user_id", "shift_id"], unique=True, **OPEN)
    guards.refuse(
        op,
        "asks_stay",
        "asks",
        "UPDATE",
        "OLD.answer IS NOT NULL OR NEW.shift_id <> OLD.shift_id OR NEW.user_id <> OLD.user_id "
        "OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at",
        "an ask stays as it was made, and its answer as it was given",
    )
    guards.refuse(op, "asks_no_delete", "asks", "DELETE", "TRUE", "asks are never taken away")


def downgrade():
    guards.drop(op, "asks", "asks_stay", "asks_no_delete")
    op.drop_index("uq_asks_open", table_name="asks", **OPEN)
    op.drop_index("ix_asks_ward_id_asked_at", table_name="asks")
    op.drop_index("ix_asks_shift_id", table_name="asks")
    op.drop_table("asks")
