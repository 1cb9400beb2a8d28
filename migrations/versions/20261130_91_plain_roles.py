"""Roles that decide nothing are given without a look at who agreed

On PostgreSQL a function was called for each of 10,000 new volunteers, only to find that their role takes no second
person: a tenth of what writing a list of people costs there.
"""

from alembic import op

from app.core import guards

revision = "20261130_91_plain_roles"
down_revision = "20261130_90_always_two"
branch_labels = None
depends_on = None

ROLES = "'clerk', 'council_member', 'secretary', 'ward_leader'"
GIVEN = f"NEW.role IN ({ROLES}) AND NEW.granted_by IS NOT NULL"
ALONE = (
    f"NEW.granted_by = NEW.user_id OR ("
    f"EXISTS (SELECT 1 FROM grants g WHERE g.ward_id = NEW.ward_id AND g.role IN ({ROLES})) "
    "AND NOT EXISTS (SELECT 1 FROM role_requests r WHERE r.ward_id = NEW.ward_id AND r.user_id = NEW.user_id "
    "AND r.role = NEW.role AND r.answer = 'granted' AND r.answered_at <= NEW.granted_at "
    "AND NOT EXISTS (SELECT 1 FROM grants u WHERE u.ward_id = r.ward_id AND u.user_id = r.user_id "
    "AND u.role = r.role AND u.granted_at >= r.answered_at)))"
)
NAME, MESSAGE = "grants_take_two", "a role that decides takes two people"


def upgrade():
    guards.drop(op, "grants", NAME)
    guards.refuse(op, NAME, "grants", "INSERT", ALONE, MESSAGE, only=GIVEN)


def downgrade():
    guards.drop(op, "grants", NAME)
    guards.refuse(op, NAME, "grants", "INSERT", f"{GIVEN} AND ({ALONE})", MESSAGE)
