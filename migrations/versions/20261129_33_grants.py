"""Grants are found by their person and ward: with one column each, SQLite reads all grants of the ward instead"""

from alembic import op

revision = "20261129_33_grants"
down_revision = "20261129_32_proposals"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_grants_user_id_ward_id", "grants", ["user_id", "ward_id"])
    op.drop_index("ix_grants_user_id", table_name="grants")


def downgrade():
    op.create_index("ix_grants_user_id", "grants", ["user_id"])
    op.drop_index("ix_grants_user_id_ward_id", table_name="grants")
