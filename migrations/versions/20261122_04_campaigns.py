"""Campaigns"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_04_campaigns"
down_revision = "20261122_03_audit"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("motto", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("shift_min", sa.Integer(), nullable=False),
        sa.Column("shift_max", sa.Integer(), nullable=False),
        sa.Column("shift_leads", sa.Integer(), nullable=False),
        sa.Column("quota_collectives", sa.Integer(), nullable=False),
        sa.Column("quota_individuals", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_campaigns_days")),
        sa.CheckConstraint("grace_days >= 0", name=op.f("ck_campaigns_grace")),
        sa.CheckConstraint("quota_collectives >= 0 AND quota_individuals >= 0", name=op.f("ck_campaigns_quota")),
        sa.CheckConstraint("shift_leads >= 0 AND shift_leads <= shift_max", name=op.f("ck_campaigns_leads")),
        sa.CheckConstraint(
            "shift_min >= 0 AND shift_max >= shift_min AND shift_max >= 1", name=op.f("ck_campaigns_size")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f("fk_campaigns_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaigns_slug")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_campaigns_ward_id_id")),
    )
    op.create_table(
        "campaign_points",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_campaign_points_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "point_id"],
            ["points.ward_id", "points.id"],
            name=op.f("fk_campaign_points_ward_id_point_id"),
        ),
        sa.PrimaryKeyConstraint("campaign_id", "point_id", name=op.f("pk_campaign_points")),
    )
    op.create_table(
        "kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("vi", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("logged_by", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("logged_by IN ('both', 'individual', 'collective')", name=op.f("ck_kinds_logged_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_kinds_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kinds")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_kinds_campaign_id_code")),
    )
    op.create_table(
        "slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_slots_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_slots_campaign_id_name")),
    )


def downgrade():
    op.drop_table("slots")
    op.drop_table("kinds")
    op.drop_table("campaign_points")
    op.drop_table("campaigns")
