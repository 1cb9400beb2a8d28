"""A certificate takes the place of one whose name was corrected; papers that were signed keep the names of then"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_67_replaced"
down_revision = "20261130_66_names"
branch_labels = None
depends_on = None

PAPERS = ("decision", "submission", "minutes")
NUMBERS = "paper_details_numbers_stay"
ONCE = "uq_certificates_round_id_nomination_id"
CHECKS = {
    "what": "what IN ('full', 'overlay', 'participation', 'reprint'{more})",
    "reprint": "(what {one}) = (certificate_id IS NOT NULL)",
}
_GRANTED = (
    "NEW.kind = 'merit' AND NOT EXISTS (SELECT 1 FROM award_lines l "
    "JOIN award_decisions a ON a.id = l.decision_id JOIN paper_details d ON d.round_id = a.round_id "
    "WHERE l.nomination_id = NEW.nomination_id AND l.granted AND a.round_id = NEW.round_id "
    "AND d.decision_no = NEW.decision_no AND d.decision_day = NEW.decision_day "
    "AND NOT EXISTS (SELECT 1 FROM award_revocations r WHERE r.line_id = l.id))"
)
# The same candidate, kind and award; of what was revoked nothing follows.
_OTHER = (
    "NEW.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.id = NEW.replaces "
    "AND c.round_id = NEW.round_id AND c.nomination_id = NEW.nomination_id AND c.kind = NEW.kind "
    "AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.certificate_id = c.id))"
)


def upgrade():
    for paper in PAPERS:
        op.add_column("paper_details", sa.Column(f"{paper}_at", sa.DateTime(timezone=True), nullable=True))
        op.execute(f"UPDATE paper_details SET {paper}_at = changed_at WHERE {paper}_no IS NOT NULL")
    with _apart():
        with op.batch_alter_table("certificates") as batch:
            batch.add_column(sa.Column("replaces", sa.Integer(), nullable=True))
            batch.drop_constraint(ONCE, type_="unique")
            batch.create_unique_constraint("uq_certificates_replaces", ["replaces"])
            batch.create_foreign_key(
                "fk_certificates_ward_id_replaces", "certificates", ["ward_id", "replaces"], ["ward_id", "id"]
            )
        _check(", 'replacement'", "IN ('reprint', 'replacement')")
        first = sa.text("replaces IS NULL")
        op.create_index(
            "uq_certificates_first",
            "certificates",
            ["round_id", "nomination_id"],
            unique=True,
            sqlite_where=first,
            postgresql_where=first,
        )
    guards.refuse(
        op, "certificates_replace", "certificates", "INSERT", _OTHER, "a certificate replaces one of the same award"
    )


def downgrade():
    """A certificate that replaced another one can't be kept: the one before it counts again."""
    guards.drop(op, "certificates", "certificates_replace")
    op.drop_index("uq_certificates_first", table_name="certificates")
    with _apart(forget=True):
        with op.batch_alter_table("certificates") as batch:
            batch.drop_constraint("fk_certificates_ward_id_replaces", type_="foreignkey")
            batch.drop_constraint("uq_certificates_replaces", type_="unique")
            batch.create_unique_constraint(ONCE, ["round_id", "nomination_id"])
            batch.drop_column("replaces")
        _check("", "= 'reprint'")
    for paper in reversed(PAPERS):
        op.drop_column("paper_details", f"{paper}_at")


def _check(more: str, one: str) -> None:
    with op.batch_alter_table("kept_files") as batch:
        for name, text in CHECKS.items():
            batch.drop_constraint(op.f(f"ck_kept_files_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_kept_files_{name}"), text.format(more=more, one=one))


class _apart:
    """Around the making anew of the two tables: nothing points at them, and no trigger speaks of them."""

    def __init__(self, forget: bool = False):
        self.forget, self.sqlite = forget, op.get_bind().dialect.name == "sqlite"

    def __enter__(self):
        guards.drop(op, "paper_details", NUMBERS)
        guards.drop(op, "revocations", "revocations_of_participation")
        guards.drop(op, "certificates", "certificates_granted")
        for table in ("certificates", "kept_files", "revocations"):
            guards.drop_append_only(op, table)
        if self.forget:
            gone = "(SELECT id FROM certificates WHERE replaces IS NOT NULL)"
            op.execute(f"DELETE FROM revocations WHERE certificate_id IN {gone}")
            op.execute(f"DELETE FROM kept_files WHERE certificate_id IN {gone}")
            self._forget()
        # SQLite makes a table anew; nothing may point at the old one while it does.
        for table in ("revocations", "kept_files") if self.sqlite else ():
            op.execute(f"CREATE TABLE {table}_aside AS SELECT * FROM {table}")
            op.execute(f"DELETE FROM {table}")

    def _forget(self):
        """The last of each chain first."""
        for _ in range(1000):
            last = "replaces IS NOT NULL AND id NOT IN (SELECT replaces FROM certificates WHERE replaces IS NOT NULL)"
            if not op.get_bind().execute(sa.text(f"DELETE FROM certificates WHERE {last}")).rowcount:
                return

    def __exit__(self, *failed):
        if failed[0] is not None:
            return
        for table in ("revocations", "kept_files") if self.sqlite else ():
            op.execute(f"INSERT INTO {table} SELECT * FROM {table}_aside")
            op.execute(f"DROP TABLE {table}_aside")
        for table in ("certificates", "kept_files", "revocations"):
            guards.append_only(op, table)
        guards.refuse(
            op, "certificates_granted", "certificates", "INSERT", _GRANTED, "a certificate of merit follows its award"
        )
        guards.refuse(
            op,
            "revocations_of_participation",
            "revocations",
            "INSERT",
            "EXISTS (SELECT 1 FROM certificates c WHERE c.id = NEW.certificate_id AND c.kind = 'merit')",
            "a certificate of merit ends with its award",
        )
        guards.refuse(
            op,
            NUMBERS,
            "paper_details",
            "UPDATE",
            "(NEW.decision_no {differs} OLD.decision_no OR NEW.decision_day {differs} OLD.decision_day) AND EXISTS "
            "(SELECT 1 FROM certificates WHERE certificates.round_id = OLD.round_id AND certificates.kind = 'merit')",
            "certificates carry this number",
        )
