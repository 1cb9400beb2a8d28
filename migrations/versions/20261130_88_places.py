"""From which part of the network somebody signed in, as a hash"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_88_places"
down_revision = "20261130_87_second"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("sign_ins", sa.Column("place", sa.String(), server_default="", nullable=False))


def downgrade():
    op.drop_column("sign_ins", "place")
