"""Which records were approved together, so that this very act can be undone"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_60_bulk"
down_revision = "20261130_58_identity"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "bulk_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_bulk_approvals_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_bulk_approvals_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_approvals")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_bulk_approvals_ward_id_id")),
    )
    op.create_index("ix_bulk_approvals_by", "bulk_approvals", ["by", "campaign_id", "at"])
    op.create_table(
        "bulk_approval_logs",
        sa.Column("bulk_id", sa.Integer(), nullable=False),
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ward_id", "bulk_id"],
            ["bulk_approvals.ward_id", "bulk_approvals.id"],
            name=op.f("fk_bulk_approval_logs_ward_id_bulk_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "log_id"], ["logs.ward_id", "logs.id"], name=op.f("fk_bulk_approval_logs_ward_id_log_id")
        ),
        sa.PrimaryKeyConstraint("bulk_id", "log_id", name=op.f("pk_bulk_approval_logs")),
        # A record is approved once, so in one act at most.
        sa.UniqueConstraint("log_id", name=op.f("uq_bulk_approval_logs_log_id")),
    )
    guards.append_only(op, "bulk_approvals")
    guards.append_only(op, "bulk_approval_logs")
    guards.refuse(
        op,
        "bulk_approval_logs_approved",
        "bulk_approval_logs",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM logs l JOIN bulk_approvals b ON b.id = NEW.bulk_id "
        "WHERE l.id = NEW.log_id AND l.state = 'approved' AND l.campaign_id = b.campaign_id)",
        "only what was approved is part of a bulk approval",
    )


def downgrade():
    guards.drop(op, "bulk_approval_logs", "bulk_approval_logs_approved")
    for table in ("bulk_approval_logs", "bulk_approvals"):
        guards.drop_append_only(op, table)
        op.drop_table(table)
