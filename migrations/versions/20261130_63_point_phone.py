"""A point has a number to call"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_63_point_phone"
down_revision = "20261130_60_bulk"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("points", sa.Column("phone", sa.String(), server_default="", nullable=False))


def downgrade():
    op.drop_column("points", "phone")
