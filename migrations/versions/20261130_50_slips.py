"""A slip ends with the login that it was made for, and says so"""

import sqlalchemy as sa
from alembic import op

from app.core.guards import drop, follow

revision = "20261130_50_slips"
down_revision = "20261129_43_register"
branch_labels = None
depends_on = None

END = (
    "UPDATE invitations SET withdrawn_at = CURRENT_TIMESTAMP, withdrawn_why = '{why}' "
    "WHERE user_id = NEW.id AND used_at IS NULL AND withdrawn_at IS NULL"
)


def upgrade():
    op.add_column("invitations", sa.Column("withdrawn_why", sa.String(), server_default="", nullable=False))
    # One that is added takes nothing away: the slip goes on naming a login of its person.
    gone = " OR ".join(f"(OLD.{one} IS NOT NULL AND OLD.{one} {{differs}} NEW.{one})" for one in ("phone", "email"))
    follow(op, "invitations_end_with_login", "users", "UPDATE OF phone, email", gone, END.format(why="login"))
    closed = "(OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)"
    follow(op, "invitations_end_with_account", "users", "UPDATE OF disabled_at", closed, END.format(why="closed"))


def downgrade():
    drop(op, "users", "invitations_end_with_login", "invitations_end_with_account")
    op.drop_column("invitations", "withdrawn_why")
