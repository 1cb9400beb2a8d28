"""Nothing of merit enters the register but what was granted under its decision; what was written for papers stays"""

from alembic import op

from app.core import guards

revision = "20261129_43_register"
down_revision = "20261129_42_told"
branch_labels = None
depends_on = None

_GRANTED = (
    "NEW.kind = 'merit' AND NOT EXISTS (SELECT 1 FROM award_lines l "
    "JOIN award_decisions a ON a.id = l.decision_id JOIN paper_details d ON d.round_id = a.round_id "
    "WHERE l.nomination_id = NEW.nomination_id AND l.granted AND a.round_id = NEW.round_id "
    "AND d.decision_no = NEW.decision_no AND d.decision_day = NEW.decision_day "
    "AND NOT EXISTS (SELECT 1 FROM award_revocations r WHERE r.line_id = l.id))"
)


def upgrade():
    guards.refuse(
        op, "certificates_granted", "certificates", "INSERT", _GRANTED, "a certificate of merit follows its award"
    )
    guards.refuse(op, "paper_details_kept", "paper_details", "DELETE", "TRUE", "what papers carry is kept")


def downgrade():
    guards.drop(op, "paper_details", "paper_details_kept")
    guards.drop(op, "certificates", "certificates_granted")
