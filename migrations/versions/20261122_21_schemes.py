"""The next version of a scheme while it is being written"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_21_schemes"
down_revision = "20261122_20_claims"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "scheme_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["users.id"], name=op.f("fk_scheme_drafts_saved_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_scheme_drafts_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_drafts")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_scheme_drafts_campaign_id")),
    )


def downgrade():
    op.drop_table("scheme_drafts")
