"""Sessions: when the password was last told again"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_23_proof"
down_revision = "20261122_22_papers"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("sign_ins") as batch_op:
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table("sign_ins") as batch_op:
        batch_op.drop_column("proved_at")
