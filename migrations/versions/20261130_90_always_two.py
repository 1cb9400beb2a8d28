"""A round goes without a session of its council only if two people want it, before its list is locked as well"""

from alembic import op

from app.core import guards

revision = "20261130_90_always_two"
down_revision = "20261130_89_frozen"
branch_labels = None
depends_on = None

TABLE = "council_settings"
INSERT, UPDATE = "council_settings_second_insert", "council_settings_second_update"
MESSAGE = "no session takes two people"
_AGREED = (
    "EXISTS (SELECT 1 FROM council_procedure_requests p WHERE p.round_id = NEW.round_id AND p.answer = 'granted' "
    'AND p."by" = NEW.changed_by AND p.answered_at = NEW.changed_at AND p.legal_ground = NEW.legal_ground)'
)
_LOCKED = "EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.locked_at IS NOT NULL)"


def _put(alone: str, message: str) -> None:
    guards.refuse(op, INSERT, TABLE, "INSERT", alone, message)
    guards.refuse(op, UPDATE, TABLE, "UPDATE", f"OLD.procedure <> 'simple' AND {alone}", message)


def upgrade():
    guards.drop(op, TABLE, INSERT, UPDATE)
    _put(f"NEW.procedure = 'simple' AND NOT {_AGREED}", MESSAGE)


def downgrade():
    guards.drop(op, TABLE, INSERT, UPDATE)
    _put(f"NEW.procedure = 'simple' AND {_LOCKED} AND NOT {_AGREED}", f"no session in a locked round{MESSAGE[10:]}")
