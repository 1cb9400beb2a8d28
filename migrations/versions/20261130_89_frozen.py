"""What a decision says is fixed with its number, and changed by a further decision of two people"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_89_frozen"
down_revision = "20261130_88_places"
branch_labels = None
depends_on = None

FROZEN = "EXISTS (SELECT 1 FROM frozen_decisions f WHERE f.round_id = {round})"
DECISION = ("decision_no", "decision_day", "decision_year", "decision_at")
BESIDE = ("submission", "minutes")
PROPOSED = ("ward_id", "round_id", "kind", "reason", "changes", "by", "at")
ANSWERED = ("granted", "answered_by", "answered_at")
NUMBERED = ("number", "day", "year", "document", "numbered_by", "numbered_at")


def _differ(columns) -> str:
    return " OR ".join(f'NEW."{one}" {{differs}} OLD."{one}"' for one in columns)


def upgrade():
    op.create_table(
        "frozen_decisions",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_frozen_decisions_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"],
            ["rounds.ward_id", "rounds.id"],
            name=op.f("fk_frozen_decisions_ward_id_round_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_frozen_decisions")),
    )
    op.create_table(
        "amendments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("numbered_by", sa.Integer(), nullable=True),
        sa.Column("numbered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('correction', 'replacement', 'cancellation')", name=op.f("ck_amendments_kind")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_amendments_reason")),
        sa.CheckConstraint(
            "(granted IS NULL) = (answered_by IS NULL) AND (granted IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_amendments_answer"),
        ),
        sa.CheckConstraint('NOT granted OR answered_by <> "by"', name=op.f("ck_amendments_second")),
        sa.CheckConstraint(
            "(number IS NULL) = (day IS NULL) AND (number IS NULL) = (year IS NULL) "
            "AND (number IS NULL) = (document IS NULL) AND (number IS NULL) = (numbered_by IS NULL) "
            "AND (number IS NULL) = (numbered_at IS NULL)",
            name=op.f("ck_amendments_number"),
        ),
        sa.CheckConstraint("number IS NULL OR (granted AND number >= 1)", name=op.f("ck_amendments_signed")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_amendments_by")),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_amendments_answered_by")),
        sa.ForeignKeyConstraint(["numbered_by"], ["users.id"], name=op.f("fk_amendments_numbered_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_amendments_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_amendments_ward_id_id")),
    )
    op.create_index("ix_amendments_round_id", "amendments", ["round_id"])
    op.create_index(
        "uq_amendments_open",
        "amendments",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("granted IS NULL"),
        postgresql_where=sa.text("granted IS NULL"),
    )
    op.create_table(
        "decision_numbers",
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"],
            ["rounds.ward_id", "rounds.id"],
            name=op.f("fk_decision_numbers_ward_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "amendment_id"],
            ["amendments.ward_id", "amendments.id"],
            name=op.f("fk_decision_numbers_ward_id_amendment_id"),
        ),
        sa.PrimaryKeyConstraint("ward_id", "year", "number", name=op.f("pk_decision_numbers")),
    )
    op.execute(
        "INSERT INTO decision_numbers (ward_id, year, number, round_id) SELECT ward_id, decision_year, decision_no, "
        "round_id FROM paper_details WHERE decision_year IS NOT NULL"
    )
    _guard()


def _guard():
    for table in ("frozen_decisions", "decision_numbers"):
        guards.append_only(op, table)
    guards.refuse(
        op,
        "frozen_decisions_numbered",
        "frozen_decisions",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM paper_details d WHERE d.round_id = NEW.round_id AND d.decision_no IS NOT NULL)",
        "a decision is fixed with its number",
    )
    beside = " OR ".join(
        f"(OLD.{one}_no IS NOT NULL AND ({_differ((f'{one}_no', f'{one}_day', f'{one}_at'))}))" for one in BESIDE
    )
    guards.refuse(
        op,
        "paper_details_fixed",
        "paper_details",
        "UPDATE",
        f"({_differ(DECISION)} OR {beside}) AND {FROZEN.format(round='OLD.round_id')}",
        "a decision that has its number stays as it is",
    )
    guards.refuse(
        op,
        "certificates_fixed",
        "certificates",
        "INSERT",
        f"NEW.kind = 'merit' AND NOT {FROZEN.format(round='NEW.round_id')}",
        "a certificate rests on a decision with its number",
    )
    guards.refuse(
        op,
        "award_revocations_two",
        "award_revocations",
        "INSERT",
        "EXISTS (SELECT 1 FROM award_lines l JOIN award_decisions d ON d.id = l.decision_id JOIN frozen_decisions f "
        "ON f.round_id = d.round_id WHERE l.id = NEW.line_id AND NOT EXISTS (SELECT 1 FROM amendments a "
        "WHERE a.round_id = d.round_id AND a.granted AND a.answered_at = NEW.at AND a.kind <> 'correction'))",
        "an award of a decision with its number ends by a further decision",
    )
    for table, year, number, more, values in (
        ("paper_details", "decision_year", "decision_no", "", ""),
        ("amendments", "year", "number", ", amendment_id", ", NEW.id"),
    ):
        statement = (
            f"INSERT INTO decision_numbers (ward_id, year, number, round_id{more}) "
            f"VALUES (NEW.ward_id, NEW.{year}, NEW.{number}, NEW.round_id{values})"
        )
        some = f"NEW.{year} IS NOT NULL"
        guards.follow(op, f"{table}_number_new", table, "INSERT", some, statement)
        moved = f"{some} AND ({_differ((year, number))})"
        guards.follow(op, f"{table}_number_set", table, "UPDATE", moved, statement)
    guards.refuse(op, "amendments_kept", "amendments", "DELETE", "TRUE", "what changes a decision is kept")
    guards.refuse(
        op,
        "amendments_new",
        "amendments",
        "INSERT",
        f"NEW.granted IS NOT NULL OR NOT {FROZEN.format(round='NEW.round_id')}",
        "a decision with its number is changed by two people",
    )
    guards.refuse(
        op,
        "amendments_once",
        "amendments",
        "UPDATE",
        f"{_differ(PROPOSED)} OR (OLD.granted IS NOT NULL AND ({_differ(ANSWERED)})) "
        f"OR (OLD.number IS NOT NULL AND ({_differ(NUMBERED)}))",
        "a change of a decision is answered and numbered once",
    )


def downgrade():
    """What decisions said, and what changed them, is gone; numbers stay."""
    guards.drop(op, "amendments", "amendments_once", "amendments_new", "amendments_kept")
    for table in ("amendments", "paper_details"):
        guards.drop(op, table, f"{table}_number_set", f"{table}_number_new")
    guards.drop(op, "award_revocations", "award_revocations_two")
    guards.drop(op, "certificates", "certificates_fixed")
    guards.drop(op, "paper_details", "paper_details_fixed")
    guards.drop(op, "frozen_decisions", "frozen_decisions_numbered")
    for table in ("decision_numbers", "frozen_decisions"):
        guards.drop_append_only(op, table)
    op.drop_table("decision_numbers")
    op.drop_table("amendments")
    op.drop_table("frozen_decisions")
