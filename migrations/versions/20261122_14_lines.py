"""Lines minded round the clock: how many people at any time; what one duty hands over to the next"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_14_lines"
down_revision = "20261122_13_messages"
branch_labels = None
depends_on = None


def upgrade():
    # Said plainly: SQLite would otherwise copy the table.
    op.execute(
        "ALTER TABLE campaign_points ADD COLUMN least INTEGER CONSTRAINT ck_campaign_points_least CHECK (least >= 1)"
    )
    op.create_table(
        "handover_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_handover_notes_text")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_handover_notes_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"], name=op.f("fk_handover_notes_ward_id_shift_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_notes")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_handover_notes_ward_id_id")),
    )
    op.create_index("ix_handover_notes_shift_id", "handover_notes", ["shift_id"])
    op.create_table(
        "handover_readings",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ward_id", "note_id"],
            ["handover_notes.ward_id", "handover_notes.id"],
            name=op.f("fk_handover_readings_ward_id_note_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"],
            ["shifts.ward_id", "shifts.id"],
            name=op.f("fk_handover_readings_ward_id_shift_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_handover_readings_user_id")),
        sa.PrimaryKeyConstraint("note_id", "user_id", name=op.f("pk_handover_readings")),
    )
    for table in ("handover_notes", "handover_readings"):
        guards.append_only(op, table)


def downgrade():
    for table in ("handover_readings", "handover_notes"):
        guards.drop_append_only(op, table)
    op.drop_table("handover_readings")
    op.drop_index("ix_handover_notes_shift_id", table_name="handover_notes")
    op.drop_table("handover_notes")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE campaign_points DROP CONSTRAINT ck_campaign_points_least")
    op.execute("ALTER TABLE campaign_points DROP COLUMN least")
