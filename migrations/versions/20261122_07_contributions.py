"""The ledger"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_07_contributions"
down_revision = "20261122_06_signups"
branch_labels = None
depends_on = None


_CONTENT = [
    "id",
    "ward_id",
    "campaign_id",
    "user_id",
    "team_id",
    "filed_by",
    "client_ref",
    "shift_id",
    "point_id",
    "slot",
    "day",
    "minutes",
    "elderly",
    "disabled",
    "poor_household",
    "note",
    "created_at",
    "sent_at",
]
_FROZEN = "('approved', 'reversed', 'rejected')"


def upgrade():
    op.create_table(
        "logs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("filed_by", sa.Integer(), nullable=True),
        sa.Column("client_ref", sa.String(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("elderly", sa.Integer(), nullable=False),
        sa.Column("disabled", sa.Integer(), nullable=False),
        sa.Column("poor_household", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'approved', 'returned', 'rejected', 'reversed')",
            name=op.f("ck_logs_state"),
        ),
        sa.CheckConstraint("elderly >= 0 AND disabled >= 0 AND poor_household >= 0", name=op.f("ck_logs_groups")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_logs_minutes")),
        sa.CheckConstraint("user_id IS NOT NULL OR team_id IS NOT NULL", name=op.f("ck_logs_whose")),
        sa.ForeignKeyConstraint(["filed_by"], ["users.id"], name=op.f("fk_logs_filed_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_logs_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_logs_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "point_id"], ["points.ward_id", "points.id"], name=op.f("fk_logs_ward_id_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"], name=op.f("fk_logs_ward_id_shift_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "team_id"], ["teams.ward_id", "teams.id"], name=op.f("fk_logs_ward_id_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logs")),
        sa.UniqueConstraint("campaign_id", "client_ref", name=op.f("uq_logs_campaign_id_client_ref")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_logs_ward_id_id")),
    )
    op.create_index("ix_logs_campaign_id_state", "logs", ["campaign_id", "state", "sent_at"], unique=False)
    op.create_index("ix_logs_user_id", "logs", ["user_id", "campaign_id"], unique=False)
    op.create_index("ix_logs_campaign_id_day", "logs", ["campaign_id", "day"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("verdict IN ('sent', 'approved') OR reason <> ''", name=op.f("ck_decisions_reason")),
        sa.CheckConstraint(
            "verdict IN ('sent', 'approved', 'returned', 'rejected', 'reversed')",
            name=op.f("ck_decisions_verdict"),
        ),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_decisions_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "log_id"], ["logs.ward_id", "logs.id"], name=op.f("fk_decisions_ward_id_log_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_log_id", "decisions", ["log_id"], unique=False)
    op.create_index(
        "uq_decisions_approved",
        "decisions",
        ["log_id"],
        unique=True,
        sqlite_where=sa.text("verdict = 'approved'"),
        postgresql_where=sa.text("verdict = 'approved'"),
    )
    op.create_table(
        "log_items",
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0 AND quantity <= 1000", name=op.f("ck_log_items_quantity")),
        sa.ForeignKeyConstraint(["kind_id"], ["kinds.id"], name=op.f("fk_log_items_kind_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "log_id"], ["logs.ward_id", "logs.id"], name=op.f("fk_log_items_ward_id_log_id")
        ),
        sa.PrimaryKeyConstraint("log_id", "kind_id", name=op.f("pk_log_items")),
    )

    guards.append_only(op, "decisions")
    guards.refuse(
        op,
        "logs_frozen",
        "logs",
        "UPDATE",
        f"OLD.state IN {_FROZEN} AND ("
        + " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _CONTENT)
        + " OR (NEW.state <> OLD.state AND NOT (OLD.state = 'approved' AND NEW.state = 'reversed')))",
        "a decided log is frozen",
    )
    guards.refuse(op, "logs_kept", "logs", "DELETE", "OLD.state <> 'draft'", "only a draft can be thrown away")
    for when, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        guards.refuse(
            op,
            f"log_items_frozen_{when.lower()}",
            "log_items",
            when,
            f"EXISTS (SELECT 1 FROM logs WHERE logs.id = {row}.log_id AND logs.state IN {_FROZEN})",
            "a decided log is frozen",
        )


def downgrade():
    guards.drop_append_only(op, "decisions")
    guards.drop(op, "logs", "logs_frozen", "logs_kept")
    guards.drop(op, "log_items", "log_items_frozen_insert", "log_items_frozen_update", "log_items_frozen_delete")
    op.drop_table("log_items")
    op.drop_index(
        "uq_decisions_approved",
        table_name="decisions",
        sqlite_where=sa.text("verdict = 'approved'"),
        postgresql_where=sa.text("verdict = 'approved'"),
    )
    op.drop_index("ix_decisions_log_id", table_name="decisions")
    op.drop_table("decisions")
    op.drop_index("ix_logs_campaign_id_day", table_name="logs")
    op.drop_index("ix_logs_user_id", table_name="logs")
    op.drop_index("ix_logs_campaign_id_state", table_name="logs")
    op.drop_table("logs")
