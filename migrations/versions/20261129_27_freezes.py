"""When a ranking is frozen, and the copies that count since"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_27_freezes"
down_revision = "20261129_26_ballots"
branch_labels = None
depends_on = None

PASSED = "freeze_plans_passed"
STAY = "freeze_plans_stay"
TRUE = "freezes_true"
LATE = "decisions_not_before_freeze"


def upgrade():
    op.create_table(
        "freeze_plans",
        sa.Column("campaign_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("moment IS NULL OR moment > set_at", name=op.f("ck_freeze_plans_ahead")),
        sa.ForeignKeyConstraint(["set_by"], ["users.id"], name=op.f("fk_freeze_plans_set_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_freeze_plans_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_freeze_plans")),
    )
    op.create_table(
        "freezes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 'again') = (reason <> '')", name=op.f("ck_freezes_reason")),
        sa.CheckConstraint("kind IN ('moment', 'again')", name=op.f("ck_freezes_kind")),
        sa.CheckConstraint("until <= at", name=op.f("ck_freezes_until")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_freezes_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_freezes_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "ranking_id"], ["rankings.ward_id", "rankings.id"], name=op.f("fk_freezes_ward_id_ranking_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezes")),
        sa.UniqueConstraint("ranking_id", name=op.f("uq_freezes_ranking_id")),
    )
    op.create_index("ix_freezes_campaign_id", "freezes", ["campaign_id"], unique=False)
    op.create_index(
        "uq_freezes_moment",
        "freezes",
        ["campaign_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'moment'"),
        postgresql_where=sa.text("kind = 'moment'"),
    )
    guards.append_only(op, "freezes")
    guards.refuse(op, PASSED, "freeze_plans", "UPDATE", "OLD.moment <= NEW.set_at", "the ranking is frozen")
    guards.refuse(op, STAY, "freeze_plans", "DELETE", "TRUE", "a moment is set anew, never taken away")
    guards.refuse(
        op,
        TRUE,
        "freezes",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM rankings WHERE id = NEW.ranking_id AND campaign_id = NEW.campaign_id) "
        "OR (NEW.kind = 'moment' AND NOT EXISTS (SELECT 1 FROM freeze_plans "
        "WHERE campaign_id = NEW.campaign_id AND moment = NEW.until)) "
        "OR (NEW.kind = 'again' AND NOT EXISTS (SELECT 1 FROM freezes AS first "
        "WHERE first.campaign_id = NEW.campaign_id AND first.kind = 'moment'))",
        "this copy can not be the one that counts",
    )
    guards.refuse(
        op,
        LATE,
        "decisions",
        "INSERT",
        "EXISTS (SELECT 1 FROM freezes JOIN logs ON logs.campaign_id = freezes.campaign_id "
        "WHERE logs.id = NEW.log_id AND freezes.until > NEW.at)",
        "the ranking was frozen meanwhile",
        first="PERFORM 1 FROM freeze_plans JOIN logs ON logs.campaign_id = freeze_plans.campaign_id "
        "WHERE logs.id = NEW.log_id FOR SHARE OF freeze_plans;",
        state="40001",
    )


def downgrade():
    guards.drop(op, "decisions", LATE)
    guards.drop(op, "freezes", TRUE)
    guards.drop(op, "freeze_plans", PASSED, STAY)
    guards.drop_append_only(op, "freezes")
    op.drop_index("uq_freezes_moment", table_name="freezes")
    op.drop_index("ix_freezes_campaign_id", table_name="freezes")
    op.drop_table("freezes")
    op.drop_table("freeze_plans")
