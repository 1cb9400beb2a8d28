"""A round that rests on another copy of the ranking, and why"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_34_rests"
down_revision = "20261129_33_grants"
branch_labels = None
depends_on = None

STAYS = "rounds_rest"


def upgrade():
    op.create_table(
        "rests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ranking_id <> before_id", name=op.f("ck_rests_another")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_rests_reason")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_rests_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "before_id"], ["rankings.ward_id", "rankings.id"], name=op.f("fk_rests_ward_id_before_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "ranking_id"], ["rankings.ward_id", "rankings.id"], name=op.f("fk_rests_ward_id_ranking_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_rests_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rests")),
    )
    op.create_index("ix_rests_round_id", "rests", ["round_id"], unique=False)
    guards.append_only(op, "rests")
    guards.refuse(
        op,
        STAYS,
        "rounds",
        "UPDATE",
        "NEW.ranking_id {differs} OLD.ranking_id AND NOT EXISTS (SELECT 1 FROM rests WHERE rests.round_id = OLD.id "
        "AND rests.before_id = OLD.ranking_id AND rests.ranking_id = NEW.ranking_id)",
        "a round rests on another ranking for a written reason only",
    )


def downgrade():
    guards.drop(op, "rounds", STAYS)
    guards.drop_append_only(op, "rests")
    op.drop_index("ix_rests_round_id", table_name="rests")
    op.drop_table("rests")
