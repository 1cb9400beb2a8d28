"""Papers: numbers and texts, rates of the bonus, the register of certificates, files that were issued"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_22_papers"
down_revision = "20261122_21_schemes"
branch_labels = None
depends_on = None

ADDED = ("bonus_rates", "paper_templates", "certificates", "kept_files", "revocations")
NUMBERS = "paper_details_numbers_stay"


def upgrade():
    op.create_table(
        "bonus_rates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("base_salary", sa.Integer(), nullable=False),
        sa.Column("collective", sa.Integer(), nullable=False),
        sa.Column("individual", sa.Integer(), nullable=False),
        sa.Column("round_up_to", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "base_salary > 0 AND collective >= 0 AND individual >= 0 AND round_up_to >= 0",
            name=op.f("ck_bonus_rates_figures"),
        ),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_bonus_rates_added_by")),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f("fk_bonus_rates_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bonus_rates")),
    )
    with op.batch_alter_table("bonus_rates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bonus_rates_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "paper_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_paper_templates_added_by")),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f("fk_paper_templates_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_templates")),
    )
    with op.batch_alter_table("paper_templates", schema=None) as batch_op:
        batch_op.create_index("ix_paper_templates_ward_id", ["ward_id", "paper"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("standing_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("register_no", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("merit", sa.Text(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("decision_no", sa.Integer(), nullable=True),
        sa.Column("decision_day", sa.Date(), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'merit') = (decision_no IS NOT NULL)", name=op.f("ck_certificates_decision")),
        sa.CheckConstraint("kind IN ('merit', 'participation')", name=op.f("ck_certificates_kind")),
        sa.CheckConstraint("(decision_no IS NULL) = (decision_day IS NULL)", name=op.f("ck_certificates_day")),
        sa.ForeignKeyConstraint(["issued_by"], ["users.id"], name=op.f("fk_certificates_issued_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_certificates_ward_id_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "standing_id"],
            ["standings.ward_id", "standings.id"],
            name=op.f("fk_certificates_ward_id_standing_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("round_id", "standing_id", name=op.f("uq_certificates_round_id_standing_id")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_certificates_ward_id_id")),
        sa.UniqueConstraint(
            "ward_id", "kind", "year", "register_no", name=op.f("uq_certificates_ward_id_kind_year_register_no")
        ),
    )
    op.create_table(
        "paper_details",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("decision_no", sa.Integer(), nullable=True),
        sa.Column("decision_day", sa.Date(), nullable=True),
        sa.Column("submission_no", sa.Integer(), nullable=True),
        sa.Column("submission_day", sa.Date(), nullable=True),
        sa.Column("minutes_no", sa.Integer(), nullable=True),
        sa.Column("minutes_day", sa.Date(), nullable=True),
        sa.Column("texts", sa.Text(), server_default="{}", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("(decision_no IS NULL) = (decision_day IS NULL)", name=op.f("ck_paper_details_decision")),
        sa.CheckConstraint("(minutes_no IS NULL) = (minutes_day IS NULL)", name=op.f("ck_paper_details_minutes")),
        sa.CheckConstraint(
            "(submission_no IS NULL) = (submission_day IS NULL)", name=op.f("ck_paper_details_submission")
        ),
        sa.CheckConstraint(
            "decision_no >= 1 AND submission_no >= 1 AND minutes_no >= 1", name=op.f("ck_paper_details_numbers")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["users.id"], name=op.f("fk_paper_details_changed_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_paper_details_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_paper_details")),
    )
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR done = total", name=op.f("ck_print_jobs_ended")),
        sa.CheckConstraint("total >= 1 AND done BETWEEN 0 AND total", name=op.f("ck_print_jobs_done")),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name=op.f("fk_print_jobs_started_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_print_jobs_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
        sa.UniqueConstraint("round_id", name=op.f("uq_print_jobs_round_id")),
    )
    op.create_table(
        "kept_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("(what = 'reprint') = (certificate_id IS NOT NULL)", name=op.f("ck_kept_files_reprint")),
        sa.CheckConstraint(
            "what IN ('full', 'overlay', 'participation', 'reprint')", name=op.f("ck_kept_files_what")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_kept_files_made_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "certificate_id"],
            ["certificates.ward_id", "certificates.id"],
            name=op.f("fk_kept_files_ward_id_certificate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_kept_files_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_files")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_kept_files_ward_id_id")),
    )
    with op.batch_alter_table("kept_files", schema=None) as batch_op:
        batch_op.create_index("ix_kept_files_round_id", ["round_id"], unique=False)

    op.create_table(
        "revocations",
        sa.Column("certificate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_revocations_reason")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_revocations_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "certificate_id"],
            ["certificates.ward_id", "certificates.id"],
            name=op.f("fk_revocations_ward_id_certificate_id"),
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_revocations")),
    )
    for table in ADDED:
        guards.append_only(op, table)
    guards.refuse(
        op,
        NUMBERS,
        "paper_details",
        "UPDATE",
        "(NEW.decision_no {differs} OLD.decision_no OR NEW.decision_day {differs} OLD.decision_day) AND EXISTS "
        "(SELECT 1 FROM certificates WHERE certificates.round_id = OLD.round_id AND certificates.kind = 'merit')",
        "certificates carry this number",
    )


def downgrade():
    guards.drop(op, "paper_details", NUMBERS)
    for table in ADDED:
        guards.drop_append_only(op, table)
    op.drop_table("revocations")
    with op.batch_alter_table("kept_files", schema=None) as batch_op:
        batch_op.drop_index("ix_kept_files_round_id")

    op.drop_table("kept_files")
    op.drop_table("print_jobs")
    op.drop_table("paper_details")
    op.drop_table("certificates")
    with op.batch_alter_table("paper_templates", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_templates_ward_id")

    op.drop_table("paper_templates")
    with op.batch_alter_table("bonus_rates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bonus_rates_ward_id"))

    op.drop_table("bonus_rates")
