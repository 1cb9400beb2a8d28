"""Private calendar addresses"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_16_calendars"
down_revision = "20261122_15_attendance"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "calendar_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("with_line", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("alarm_minutes", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("alarm_minutes BETWEEN 0 AND 10080", name=op.f("ck_calendar_addresses_alarm_minutes")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_addresses_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_addresses")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_addresses_token_hash")),
    )
    op.create_index(
        "uq_calendar_addresses_now",
        "calendar_addresses",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def downgrade():
    op.drop_index(
        "uq_calendar_addresses_now",
        table_name="calendar_addresses",
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_table("calendar_addresses")
