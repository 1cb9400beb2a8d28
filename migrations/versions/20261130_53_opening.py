"""A form that opens a campaign on screen opens one, however often it is sent"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_53_opening"
down_revision = "20261130_50_slips"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("campaigns", sa.Column("opening_key", sa.String(), nullable=True))
    op.create_index("uq_campaigns_opening_key", "campaigns", ["ward_id", "opening_key"], unique=True)


def downgrade():
    op.drop_index("uq_campaigns_opening_key", "campaigns")
    op.drop_column("campaigns", "opening_key")
