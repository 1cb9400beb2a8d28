"""Award rounds"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_09_awards"
down_revision = "20261122_08_ranking"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("quota_collectives", sa.Integer(), nullable=False),
        sa.Column("quota_individuals", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("quota_collectives >= 0 AND quota_individuals >= 0", name=op.f("ck_rounds_quota")),
        sa.ForeignKeyConstraint(["locked_by"], ["users.id"], name=op.f("fk_rounds_locked_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["users.id"], name=op.f("fk_rounds_opened_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_rounds_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "ranking_id"],
            ["rankings.ward_id", "rankings.id"],
            name=op.f("fk_rounds_ward_id_ranking_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_rounds_campaign_id")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_rounds_ward_id_id")),
    )
    op.create_table(
        "choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("standing_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("departs", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("NOT departs OR reason <> ''", name=op.f("ck_choices_reason")),
        sa.CheckConstraint("verdict IN ('chosen', 'struck', 'cleared')", name=op.f("ck_choices_verdict")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_choices_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_choices_ward_id_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "standing_id"],
            ["standings.ward_id", "standings.id"],
            name=op.f("fk_choices_ward_id_standing_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choices")),
    )
    op.create_index("ix_choices_round_id", "choices", ["round_id", "standing_id"], unique=False)

    guards.append_only(op, "choices")
    guards.refuse(
        op,
        "choices_locked",
        "choices",
        "INSERT",
        "EXISTS (SELECT 1 FROM rounds WHERE rounds.id = NEW.round_id AND rounds.locked_at IS NOT NULL)",
        "the list is locked",
    )
    guards.refuse(op, "rounds_locked", "rounds", "UPDATE", "OLD.locked_at IS NOT NULL", "the list is locked")
    guards.refuse(op, "rounds_kept", "rounds", "DELETE", "TRUE", "a round is kept")


def downgrade():
    guards.drop_append_only(op, "choices")
    guards.drop(op, "choices", "choices_locked")
    guards.drop(op, "rounds", "rounds_locked", "rounds_kept")
    op.drop_index("ix_choices_round_id", table_name="choices")
    op.drop_table("choices")
    op.drop_table("rounds")
