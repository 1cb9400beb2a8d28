"""Schemes and published rankings"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_08_ranking"
down_revision = "20261122_07_contributions"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lift_reason", sa.String(), nullable=False),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lifted_by"], ["users.id"], name=op.f("fk_holds_lifted_by")),
        sa.ForeignKeyConstraint(["placed_by"], ["users.id"], name=op.f("fk_holds_placed_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_holds_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_holds_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(
        "uq_holds_now",
        "holds",
        ["campaign_id", "user_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "schemes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_schemes_made_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_schemes_ward_id_campaign_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schemes")),
        sa.UniqueConstraint("campaign_id", "version", name=op.f("uq_schemes_campaign_id_version")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_schemes_ward_id_id")),
    )
    op.create_table(
        "rankings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("scheme_version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["published_by"], ["users.id"], name=op.f("fk_rankings_published_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "campaign_id"],
            ["campaigns.ward_id", "campaigns.id"],
            name=op.f("fk_rankings_ward_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "scheme_id"],
            ["schemes.ward_id", "schemes.id"],
            name=op.f("fk_rankings_ward_id_scheme_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rankings")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_rankings_ward_id_id")),
    )
    op.create_index("ix_rankings_campaign_id", "rankings", ["campaign_id"], unique=False)
    op.create_table(
        "standings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("addends", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(board = 'individuals' AND user_id IS NOT NULL) OR (board = 'collectives' AND team_id IS NOT NULL)",
            name=op.f("ck_standings_board"),
        ),
        sa.CheckConstraint("eligible OR place IS NULL", name=op.f("ck_standings_place")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_standings_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "ranking_id"],
            ["rankings.ward_id", "rankings.id"],
            name=op.f("fk_standings_ward_id_ranking_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standings")),
        sa.UniqueConstraint("ranking_id", "board", "position", name=op.f("uq_standings_ranking_id_board_position")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_standings_ward_id_id")),
    )

    for table in ("schemes", "rankings", "standings"):
        guards.append_only(op, table)


def downgrade():
    for table in ("schemes", "rankings", "standings"):
        guards.drop_append_only(op, table)
    op.drop_table("standings")
    op.drop_index("ix_rankings_campaign_id", table_name="rankings")
    op.drop_table("rankings")
    op.drop_table("schemes")
    op.drop_index(
        "uq_holds_now",
        table_name="holds",
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.drop_table("holds")
