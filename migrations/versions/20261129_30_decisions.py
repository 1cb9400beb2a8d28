"""Decisions: one a round, each award in it, and the end of single ones; certificates of merit end with their award"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_30_decisions"
down_revision = "20261129_27_freezes"
branch_labels = None
depends_on = None

ADDED = ("award_decisions", "award_lines", "award_revocations")

# Rounds whose certificates were issued, or whose decision has its number, were decided on with their locked list.
_DECIDED = (
    "INSERT INTO award_decisions (ward_id, round_id, basis, decided_at, decided_by) "
    "SELECT r.ward_id, r.id, 'locked_list', r.locked_at, COALESCE(r.locked_by, "
    "(SELECT MIN(c.issued_by) FROM certificates c WHERE c.round_id = r.id), "
    "(SELECT d.changed_by FROM paper_details d WHERE d.round_id = r.id), r.opened_by) FROM rounds r "
    "WHERE r.locked_at IS NOT NULL AND (EXISTS (SELECT 1 FROM certificates c WHERE c.round_id = r.id AND "
    "c.kind = 'merit') OR r.closed_at IS NOT NULL OR "
    "EXISTS (SELECT 1 FROM paper_details d WHERE d.round_id = r.id AND d.decision_no IS NOT NULL))"
)
_LINES = (
    "INSERT INTO award_lines (ward_id, decision_id, nomination_id, position, granted, reason) "
    "SELECT a.ward_id, a.id, n.id, ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY "
    "CASE n.subject WHEN 'collective' THEN 1 WHEN 'individual' THEN 2 ELSE 3 END, s.position, n.id), TRUE, '' "
    "FROM award_decisions a JOIN nominations n ON n.round_id = a.round_id "
    "LEFT JOIN standings s ON s.id = n.standing_id "
    "JOIN choices c ON c.nomination_id = n.id AND c.id = "
    "(SELECT MAX(o.id) FROM choices o WHERE o.nomination_id = n.id) WHERE c.verdict = 'chosen'"
)
_ENDS = (
    "INSERT INTO award_revocations (line_id, ward_id, reason, {by}, at) "
    "SELECT l.id, l.ward_id, v.reason, v.{by}, v.at FROM revocations v "
    "JOIN certificates c ON c.id = v.certificate_id AND c.kind = 'merit' "
    "JOIN award_lines l ON l.nomination_id = c.nomination_id"
)
_ENDS_BACK = (
    "INSERT INTO revocations (certificate_id, ward_id, reason, {by}, at) "
    "SELECT c.id, v.ward_id, v.reason, v.{by}, v.at FROM award_revocations v "
    "JOIN award_lines l ON l.id = v.line_id "
    "JOIN certificates c ON c.nomination_id = l.nomination_id AND c.kind = 'merit'"
)


def upgrade():
    op.create_table(
        "award_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("basis IN ('council', 'locked_list')", name=op.f("ck_award_decisions_basis")),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_award_decisions_decided_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_award_decisions_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_decisions")),
        sa.UniqueConstraint("round_id", name=op.f("uq_award_decisions_round_id")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_award_decisions_ward_id_id")),
    )
    op.create_table(
        "award_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("granted OR reason <> ''", name=op.f("ck_award_lines_reason")),
        sa.ForeignKeyConstraint(
            ["ward_id", "decision_id"],
            ["award_decisions.ward_id", "award_decisions.id"],
            name=op.f("fk_award_lines_ward_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "nomination_id"],
            ["nominations.ward_id", "nominations.id"],
            name=op.f("fk_award_lines_ward_id_nomination_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_lines")),
        sa.UniqueConstraint("decision_id", "position", name=op.f("uq_award_lines_decision_id_position")),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_award_lines_nomination_id")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_award_lines_ward_id_id")),
    )
    op.create_table(
        "award_revocations",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_award_revocations_reason")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_award_revocations_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "line_id"],
            ["award_lines.ward_id", "award_lines.id"],
            name=op.f("fk_award_revocations_ward_id_line_id"),
        ),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_award_revocations")),
    )
    op.execute(_DECIDED)
    op.execute(_LINES)
    op.execute(_ENDS.format(by='"by"'))
    guards.drop_append_only(op, "revocations")
    op.execute("DELETE FROM revocations WHERE certificate_id IN (SELECT id FROM certificates WHERE kind = 'merit')")
    guards.append_only(op, "revocations")
    op.execute(
        "UPDATE rounds SET closed_at = locked_at WHERE closed_at IS NULL AND id IN "
        "(SELECT round_id FROM award_decisions)"
    )
    for table in ADDED:
        guards.append_only(op, table)
    guards.refuse(
        op,
        "award_lines_of_the_round",
        "award_lines",
        "INSERT",
        "(SELECT n.round_id FROM nominations n WHERE n.id = NEW.nomination_id) {differs} "
        "(SELECT a.round_id FROM award_decisions a WHERE a.id = NEW.decision_id)",
        "a decision speaks of its own round",
    )
    guards.refuse(
        op,
        "award_revocations_of_granted",
        "award_revocations",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM award_lines l WHERE l.id = NEW.line_id AND l.granted)",
        "only what was granted is revoked",
    )
    guards.refuse(
        op,
        "revocations_of_participation",
        "revocations",
        "INSERT",
        "EXISTS (SELECT 1 FROM certificates c WHERE c.id = NEW.certificate_id AND c.kind = 'merit')",
        "a certificate of merit ends with its award",
    )


def downgrade():
    """What was decided stays in the trail; rounds stay closed."""
    guards.drop(op, "revocations", "revocations_of_participation")
    guards.drop(op, "award_revocations", "award_revocations_of_granted")
    guards.drop(op, "award_lines", "award_lines_of_the_round")
    for table in ADDED:
        guards.drop_append_only(op, table)
    op.execute(_ENDS_BACK.format(by='"by"'))
    op.drop_table("award_revocations")
    op.drop_table("award_lines")
    op.drop_table("award_decisions")
