"""Runs of import"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_10_exchange"
down_revision = "20261122_09_awards"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("stored_name", sa.String(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('previewed', 'applied', 'dropped')", name=op.f("ck_import_runs_state")),
        sa.CheckConstraint("target IN ('people', 'logs', 'campaign')", name=op.f("ck_import_runs_target")),
        sa.CheckConstraint(
            "target = 'campaign' OR (ward_id IS NOT NULL AND campaign_id IS NOT NULL)",
            name=op.f("ck_import_runs_place"),
        ),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name=op.f("fk_import_runs_started_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_import_runs_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    op.create_index(op.f("ix_import_runs_ward_id"), "import_runs", ["ward_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_import_runs_ward_id"), table_name="import_runs")
    op.drop_table("import_runs")
