"""Templates that plan a campaign's shifts, and the days on which they don't count as they stand"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_19_plan"
down_revision = "20261122_18_cover"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "shift_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("min_heads", sa.Integer(), nullable=False),
        sa.Column("max_heads", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Integer(), nullable=False),
        sa.Column("lead_seats", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=True),
        sa.Column("opens_days", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "every_minutes BETWEEN 30 AND 1440 AND 1440 % every_minutes = 0", name=op.f("ck_shift_templates_every")
        ),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_shift_templates_weekdays")),
        sa.CheckConstraint(
            "min_heads >= 0 AND max_heads >= 1 AND max_heads >= min_heads", name=op.f("ck_shift_templates_heads")
        ),
        sa.CheckConstraint("leads >= 0 AND leads <= max_heads", name=op.f("ck_shift_templates_leads")),
        sa.CheckConstraint("lead_seats >= 0 AND lead_seats <= max_heads", name=op.f("ck_shift_templates_lead_seats")),
        sa.CheckConstraint("kind IN ('point', 'round', 'training', 'on_call')", name=op.f("ck_shift_templates_kind")),
        sa.CheckConstraint("opens_days BETWEEN 0 AND 366", name=op.f("ck_shift_templates_opens_days")),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_shift_templates_days")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_shift_templates_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "skill_id"], ["skills.ward_id", "skills.id"], name=op.f("fk_shift_templates_ward_id_skill_id")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_shift_templates_slot_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_templates")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_shift_templates_ward_id_id")),
    )
    op.create_index("ix_shift_templates_campaign_id", "shift_templates", ["campaign_id"])
    op.create_table(
        "template_points",
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ward_id", "template_id"],
            ["shift_templates.ward_id", "shift_templates.id"],
            name=op.f("fk_template_points_ward_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "point_id"], ["points.ward_id", "points.id"], name=op.f("fk_template_points_ward_id_point_id")
        ),
        sa.PrimaryKeyConstraint("template_id", "point_id", name=op.f("pk_template_points")),
    )
    op.create_table(
        "plan_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("places_only", sa.Boolean(), nullable=False),
        sa.Column("to_point_id", sa.Integer(), nullable=True),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_plan_exceptions_days")),
        sa.CheckConstraint("kind IN ('closed', 'extra', 'moved')", name=op.f("ck_plan_exceptions_kind")),
        sa.CheckConstraint("kind <> 'extra' OR template_id IS NOT NULL", name=op.f("ck_plan_exceptions_extra")),
        sa.CheckConstraint(
            "kind <> 'moved' OR (point_id IS NOT NULL AND to_point_id IS NOT NULL AND point_id <> to_point_id)",
            name=op.f("ck_plan_exceptions_moved"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_plan_exceptions_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "point_id"], ["points.ward_id", "points.id"], name=op.f("fk_plan_exceptions_ward_id_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "to_point_id"],
            ["points.ward_id", "points.id"],
            name=op.f("fk_plan_exceptions_ward_id_to_point_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "template_id"],
            ["shift_templates.ward_id", "shift_templates.id"],
            name=op.f("fk_plan_exceptions_ward_id_template_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_exceptions")),
    )
    op.create_index("ix_plan_exceptions_campaign_id", "plan_exceptions", ["campaign_id"])
    op.execute("ALTER TABLE shifts ADD COLUMN template_id INTEGER")


def downgrade():
    op.execute("ALTER TABLE shifts DROP COLUMN template_id")
    op.drop_table("plan_exceptions")
    op.drop_table("template_points")
    op.drop_table("shift_templates")
