"""Rules of a council within bounds, fixed when the list is locked: a change after that has its reason"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_81_rules"
down_revision = "20261130_80_confirmed"
branch_labels = None
depends_on = None

KEPT = "council_sessions_kept"
_KEPT = (
    "meets_at",
    "place",
    "opened_at",
    "quorum_percent",
    "pass_percent",
    "denominator",
    "ballot",
    "vote_by",
    "absent_by_writing",
    "recused_leave",
)
_LOW = "{row}.quorum_percent < 50 OR {row}.pass_percent < 51"
_NO_GROUND = "NEW.procedure = 'simple' AND TRIM(NEW.legal_ground) = ''"
_UNSAID = (
    "EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.locked_at IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM council_rule_changes c WHERE c.round_id = NEW.round_id "
    'AND c.at = NEW.changed_at AND c."by" = NEW.changed_by)'
)
_OPENS = f"NEW.state = 'open' AND OLD.state = 'called' AND ({_LOW.format(row='NEW')})"
# (name, condition, message), each for INSERT and UPDATE
SETTINGS = (
    ("bounds", _LOW.format(row="NEW"), "a quorum of one half, a majority above it"),
    ("ground", _NO_GROUND, "the simplified procedure has its legal ground"),
    ("reason", _UNSAID, "after the locking a change of rules has its reason"),
)


def upgrade():
    op.create_table(
        "council_rule_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_council_rule_changes_reason")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_rule_changes_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"],
            ["rounds.ward_id", "rounds.id"],
            name=op.f("fk_council_rule_changes_ward_id_round_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_rule_changes")),
    )
    op.create_index("ix_council_rule_changes_round_id", "council_rule_changes", ["round_id"], unique=False)
    op.add_column(
        "council_settings", sa.Column("legal_ground", sa.String(), nullable=False, server_default=sa.text("''"))
    )
    # What is over stays as it was; what still counts is brought within the bounds.
    over = (
        "EXISTS (SELECT 1 FROM council_sessions s WHERE s.round_id = council_settings.round_id "
        "AND s.opened_at IS NOT NULL)"
    )
    guards.drop(op, "council_sessions", KEPT)
    for column, least in (("quorum_percent", 50), ("pass_percent", 51)):
        op.execute(f"UPDATE council_settings SET {column} = {least} WHERE {column} < {least} AND NOT {over}")
        op.execute(f"UPDATE council_sessions SET {column} = {least} WHERE {column} < {least} AND state = 'open'")
    changed = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _KEPT)
    kept = f"OLD.opened_at IS NOT NULL AND ({changed})"
    guards.refuse(op, KEPT, "council_sessions", "UPDATE", kept, "an open session keeps its rules")
    guards.append_only(op, "council_rule_changes")
    for name, condition, message in SETTINGS:
        for verb in ("INSERT", "UPDATE"):
            guards.refuse(op, f"council_settings_{name}_{verb.lower()}", "council_settings", verb, condition, message)
    guards.refuse(
        op,
        "council_sessions_bounds",
        "council_sessions",
        "UPDATE",
        _OPENS,
        "a quorum of one half, a majority above it",
    )


def downgrade():
    guards.drop(op, "council_sessions", "council_sessions_bounds")
    for name, *_ in SETTINGS:
        for verb in ("insert", "update"):
            guards.drop(op, "council_settings", f"council_settings_{name}_{verb}")
    guards.drop_append_only(op, "council_rule_changes")
    op.drop_column("council_settings", "legal_ground")
    op.drop_table("council_rule_changes")
