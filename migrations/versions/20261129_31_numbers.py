"""Papers: a decision's number once a ward and year; households have a factor of the bonus"""

from alembic import op

from app.core import guards

revision = "20261129_31_numbers"
down_revision = "20261129_30_decisions"
branch_labels = None
depends_on = None


def upgrade():
    sqlite = op.get_bind().dialect.name == "sqlite"
    year = "CAST(strftime('%Y', decision_day) AS INTEGER)" if sqlite else "EXTRACT(YEAR FROM decision_day)"
    op.execute(
        "ALTER TABLE paper_details ADD COLUMN decision_year INTEGER "
        "CONSTRAINT ck_paper_details_year CHECK (decision_year IS NULL OR decision_no IS NOT NULL)"
    )
    own, others = (year.replace("decision_day", f"{name}.decision_day") for name in ("paper_details", "o"))
    # Of two rounds that carry the same number already, the earlier one holds it.
    op.execute(
        f"UPDATE paper_details SET decision_year = {year} WHERE decision_no IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM paper_details o WHERE o.ward_id = paper_details.ward_id AND o.decision_no = "
        f"paper_details.decision_no AND o.round_id < paper_details.round_id AND {others} = {own})"
    )
    op.create_index(
        "uq_paper_details_decision", "paper_details", ["ward_id", "decision_year", "decision_no"], unique=True
    )
    guards.drop_append_only(op, "bonus_rates")
    op.execute(
        "ALTER TABLE bonus_rates ADD COLUMN household INTEGER DEFAULT 450 NOT NULL "
        "CONSTRAINT ck_bonus_rates_household CHECK (household >= 0)"
    )
    # One and a half times an individual's, in thousandths.
    op.execute("UPDATE bonus_rates SET household = individual * 3 / 2")
    guards.append_only(op, "bonus_rates")


def downgrade():
    guards.drop_append_only(op, "bonus_rates")
    op.execute("ALTER TABLE bonus_rates DROP COLUMN household")
    guards.append_only(op, "bonus_rates")
    op.drop_index("uq_paper_details_decision", table_name="paper_details")
    op.execute("ALTER TABLE paper_details DROP COLUMN decision_year")
