"""Shifts"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_05_shifts"
down_revision = "20261122_04_campaigns"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("min_heads", sa.Integer(), nullable=False),
        sa.Column("max_heads", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("in_line", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_shifts_interval")),
        sa.CheckConstraint("leads >= 0 AND leads <= max_heads", name=op.f("ck_shifts_leads")),
        sa.CheckConstraint(
            "min_heads >= 0 AND max_heads >= 1 AND max_heads >= min_heads", name=op.f("ck_shifts_heads")
        ),
        sa.CheckConstraint("seats_taken >= 0 AND seats_taken <= max_heads", name=op.f("ck_shifts_seats")),
        sa.CheckConstraint("in_line >= 0", name=op.f("ck_shifts_line")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_shifts_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "point_id"], ["points.ward_id", "points.id"], name=op.f("fk_shifts_ward_id_point_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint(
            "campaign_id", "point_id", "day", "slot", name=op.f("uq_shifts_campaign_id_point_id_day_slot")
        ),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_shifts_ward_id_id")),
    )
    op.create_index("ix_shifts_campaign_id_day", "shifts", ["campaign_id", "day"], unique=False)


def downgrade():
    op.drop_index("ix_shifts_campaign_id_day", table_name="shifts")
    op.drop_table("shifts")
