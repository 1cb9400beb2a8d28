"""Announcements (only ever added), the ceremony, and archives that were sealed (only ever added)"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_40_results"
down_revision = "20261129_34_rests"
branch_labels = None
depends_on = None


def _round(table):
    return sa.ForeignKeyConstraint(
        ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f(f"fk_{table}_ward_id_round_id")
    )


def _person(table, column):
    return sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade():
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("name_rule", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint("deed IN ('published', 'withdrawn')", name=op.f("ck_announcements_deed")),
        sa.CheckConstraint("(deed = 'published') = (name_rule IS NOT NULL)", name=op.f("ck_announcements_published")),
        sa.CheckConstraint("name_rule IN ('whole', 'initials', 'none')", name=op.f("ck_announcements_name_rule")),
        sa.CheckConstraint("deed = 'published' OR reason <> ''", name=op.f("ck_announcements_reason")),
        _round("announcements"),
        _person("announcements", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_round_id", "announcements", ["round_id"])
    op.create_table(
        "ceremonies",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), server_default="[]", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        _round("ceremonies"),
        _person("ceremonies", "changed_by"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_ceremonies")),
    )
    op.create_table(
        "archives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64 AND size > 0", name=op.f("ck_archives_sha256")),
        _round("archives"),
        _person("archives", "made_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archives")),
    )
    op.create_index("ix_archives_round_id", "archives", ["round_id"])
    guards.append_only(op, "announcements")
    guards.append_only(op, "archives")


def downgrade():
    for table in ("archives", "announcements"):
        guards.drop_append_only(op, table)
    for table in ("archives", "ceremonies", "announcements"):
        op.drop_table(table)
