"""Proposals, achievements in words, holds of candidates without an account, awards of others for the same"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_32_proposals"
down_revision = "20261129_31_numbers"
branch_labels = None
depends_on = None

ROUND = (
    "SELECT 1 FROM nominations JOIN rounds ON rounds.id = nominations.round_id "
    "WHERE nominations.id = {}.nomination_id"
)
# Rows that end once: which columns never change, which one tells that it ended.
ENDED = {
    "proposals": (("ward_id", "nomination_id", "team_id", "criterion", "grounds", "by", "at"), "withdrawn_at"),
    "nomination_holds": (("ward_id", "nomination_id", "reason", "placed_by", "placed_at"), "lifted_at"),
    "parallel_awards": (("ward_id", "nomination_id", "issuer", "day", "by", "at"), "removed_at"),
}


def _table(name: str, *parts) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(
            ["ward_id", "nomination_id"],
            ["nominations.ward_id", "nominations.id"],
            name=op.f(f"fk_{name}_ward_id_nomination_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _who(table: str, column: str, nullable: bool = False) -> tuple:
    key = sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{table}_{column}"))
    return sa.Column(column, sa.Integer(), nullable=nullable), key


def _instant(column: str, nullable: bool = False) -> sa.Column:
    return sa.Column(column, sa.DateTime(timezone=True), nullable=nullable)


def _text(column: str, kind=sa.String) -> sa.Column:
    return sa.Column(column, kind(), nullable=False)


def _once(name: str, table: str, columns: list[str], while_null: str) -> None:
    condition = sa.text(f"{while_null} IS NULL")
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def upgrade():
    _table(
        "proposals",
        sa.Column("team_id", sa.Integer(), nullable=True),
        _text("criterion"),
        _text("grounds", sa.Text),
        *_who("proposals", "by"),
        _instant("at"),
        *_who("proposals", "withdrawn_by", True),
        _instant("withdrawn_at", True),
        sa.CheckConstraint("criterion IN ('movement', 'field', 'contribution')", name=op.f("ck_proposals_criterion")),
        sa.CheckConstraint("grounds <> ''", name=op.f("ck_proposals_grounds")),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_proposals_withdrawn")),
        sa.ForeignKeyConstraint(
            ["ward_id", "team_id"], ["teams.ward_id", "teams.id"], name=op.f("fk_proposals_ward_id_team_id")
        ),
    )
    _once("uq_proposals_now", "proposals", ["nomination_id", "by"], "withdrawn_at")
    _table("achievements", _text("text", sa.Text), *_who("achievements", "by"), _instant("at"))
    op.create_index("ix_achievements_nomination_id", "achievements", ["nomination_id"])
    _table(
        "nomination_holds",
        _text("reason"),
        *_who("nomination_holds", "placed_by"),
        _instant("placed_at"),
        _text("lift_reason"),
        *_who("nomination_holds", "lifted_by", True),
        _instant("lifted_at", True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_nomination_holds_reason")),
    )
    _once("uq_nomination_holds_now", "nomination_holds", ["nomination_id"], "lifted_at")
    _table(
        "parallel_awards",
        _text("issuer"),
        sa.Column("day", sa.Date(), nullable=False),
        *_who("parallel_awards", "by"),
        _instant("at"),
        *_who("parallel_awards", "removed_by", True),
        _instant("removed_at", True),
        sa.CheckConstraint("issuer <> ''", name=op.f("ck_parallel_awards_issuer")),
    )
    op.create_index("ix_parallel_awards_nomination_id", "parallel_awards", ["nomination_id"])

    guards.append_only(op, "achievements")
    closed = f"EXISTS ({ROUND.format('NEW')} AND rounds.closed_at IS NOT NULL)"
    guards.refuse(op, "achievements_closed", "achievements", "INSERT", closed, "the round is closed")
    for when, row in (("INSERT", "NEW"), ("UPDATE", "OLD")):
        locked = f"EXISTS ({ROUND.format(row)} AND rounds.locked_at IS NOT NULL)"
        guards.refuse(op, f"proposals_late_{when.lower()}", "proposals", when, locked, "the list is locked")
    for table, (fixed, ended) in ENDED.items():
        guards.refuse(op, f"{table}_kept", table, "DELETE", "TRUE", f"rows of {table} are kept")
        differs = " OR ".join(f'NEW."{column}" {{differs}} OLD."{column}"' for column in fixed)
        condition = f"OLD.{ended} IS NOT NULL OR {differs}"
        guards.refuse(op, f"{table}_fixed", table, "UPDATE", condition, f"rows of {table} end once")


def downgrade():
    for table in ENDED:
        guards.drop(op, table, f"{table}_kept", f"{table}_fixed")
    guards.drop(op, "proposals", "proposals_late_insert", "proposals_late_update")
    guards.drop(op, "achievements", "achievements_closed")
    guards.drop_append_only(op, "achievements")
    for table in ("parallel_awards", "nomination_holds", "achievements", "proposals"):
        op.drop_table(table)
