"""Sign-ups"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_06_signups"
down_revision = "20261122_05_shifts"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name=op.f("ck_sign_ups_left")),
        sa.CheckConstraint("state IN ('seated', 'waiting', 'left')", name=op.f("ck_sign_ups_state")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ups_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"],
            ["shifts.ward_id", "shifts.id"],
            name=op.f("fk_sign_ups_ward_id_shift_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
    )
    op.create_index("ix_sign_ups_user_id_ends_at", "sign_ups", ["user_id", "ends_at"], unique=False)
    op.create_index(
        "uq_sign_ups_now",
        "sign_ups",
        ["shift_id", "user_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'left'"),
        postgresql_where=sa.text("state <> 'left'"),
    )

    guards.follow(
        op,
        "sign_ups_seat_taken",
        "sign_ups",
        "INSERT",
        "NEW.state <> 'left'",
        "UPDATE shifts SET seats_taken = seats_taken + CASE WHEN NEW.state = 'seated' THEN 1 ELSE 0 END, "
        "in_line = in_line + CASE WHEN NEW.state = 'waiting' THEN 1 ELSE 0 END WHERE id = NEW.shift_id",
    )
    guards.follow(
        op,
        "sign_ups_seat_changed",
        "sign_ups",
        "UPDATE",
        "OLD.state <> NEW.state",
        "UPDATE shifts SET seats_taken = seats_taken + CASE WHEN NEW.state = 'seated' THEN 1 ELSE 0 END "
        "- CASE WHEN OLD.state = 'seated' THEN 1 ELSE 0 END, "
        "in_line = in_line + CASE WHEN NEW.state = 'waiting' THEN 1 ELSE 0 END "
        "- CASE WHEN OLD.state = 'waiting' THEN 1 ELSE 0 END WHERE id = NEW.shift_id",
    )
    guards.follow(
        op,
        "sign_ups_seat_gone",
        "sign_ups",
        "DELETE",
        "OLD.state <> 'left'",
        "UPDATE shifts SET seats_taken = seats_taken - CASE WHEN OLD.state = 'seated' THEN 1 ELSE 0 END, "
        "in_line = in_line - CASE WHEN OLD.state = 'waiting' THEN 1 ELSE 0 END WHERE id = OLD.shift_id",
    )
    guards.refuse(
        op,
        "sign_ups_stay",
        "sign_ups",
        "UPDATE",
        "NEW.shift_id <> OLD.shift_id OR NEW.user_id <> OLD.user_id OR OLD.state = 'left'",
        "a sign-up stays with its person and its shift",
    )
    for when in ("INSERT", "UPDATE"):
        guards.refuse(
            op,
            f"sign_ups_one_place_{when.lower()}",
            "sign_ups",
            when,
            "NEW.state = 'seated' AND EXISTS (SELECT 1 FROM sign_ups AS other WHERE other.user_id = NEW.user_id "
            "AND other.state = 'seated' AND other.shift_id <> NEW.shift_id "
            "AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)",
            "nobody sits in two places at the same time",
            # Two seats for one person, taken at the same moment: the second waits here for the first. Only a seat
            # takes this lock, so that whoever leaves holds no other person's while the line moves up.
            first="IF NEW.state = 'seated' THEN PERFORM pg_advisory_xact_lock(7, NEW.user_id); END IF;",
        )


def downgrade():
    guards.drop(
        op,
        "sign_ups",
        "sign_ups_seat_taken",
        "sign_ups_seat_changed",
        "sign_ups_seat_gone",
        "sign_ups_stay",
        "sign_ups_one_place_insert",
        "sign_ups_one_place_update",
    )
    op.drop_index(
        "uq_sign_ups_now",
        table_name="sign_ups",
        sqlite_where=sa.text("state <> 'left'"),
        postgresql_where=sa.text("state <> 'left'"),
    )
    op.drop_index("ix_sign_ups_user_id_ends_at", table_name="sign_ups")
    op.drop_table("sign_ups")
