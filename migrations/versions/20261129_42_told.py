"""Nothing is told of a round before its decision; what ended has somebody who ended it"""

from alembic import op

from app.core import guards

revision = "20261129_42_told"
down_revision = "20261129_41_counted"
branch_labels = None
depends_on = None

_LAST = "(SELECT a.deed FROM announcements a WHERE a.round_id = NEW.round_id ORDER BY a.id DESC LIMIT 1)"
_UNTRUE = (
    "(NEW.deed = 'published' AND NOT EXISTS (SELECT 1 FROM award_decisions d WHERE d.round_id = NEW.round_id)) "
    f"OR (NEW.deed = 'withdrawn' AND {_LAST} {{differs}} 'published')"
)
# Rows that end once: when and by whom.
ENDED = {"nomination_holds": ("lifted_at", "lifted_by"), "parallel_awards": ("removed_at", "removed_by")}


def upgrade():
    guards.refuse(
        op, "announcements_true", "announcements", "INSERT", _UNTRUE, "there is nothing to tell or take back"
    )
    for table, (at, by) in ENDED.items():
        half = f"(NEW.{at} IS NULL) <> (NEW.{by} IS NULL)"
        for when in ("INSERT", "UPDATE"):
            name = f"{table}_ended_{when.lower()}"
            guards.refuse(op, name, table, when, half, "who ended it and when are told together")


def downgrade():
    for table in ENDED:
        guards.drop(op, table, f"{table}_ended_insert", f"{table}_ended_update")
    guards.drop(op, "announcements", "announcements_true")
