"""No more than 24 hours of records of a person on a day, whoever writes at the same moment"""

from alembic import op

from app.core import guards

revision = "20261122_11_day_full"
down_revision = "20261122_10_exchange"
branch_labels = None
depends_on = None

_ALIVE = "('sent', 'approved', 'returned')"
_COUNTS = f"NEW.user_id IS NOT NULL AND NEW.state IN {_ALIVE}"
_GROWS = f"(OLD.state NOT IN {_ALIVE} OR NEW.minutes > OLD.minutes OR NEW.day <> OLD.day)"
_FULL = (
    "(SELECT COALESCE(SUM(other.minutes), 0) FROM logs AS other WHERE other.user_id = NEW.user_id "
    f"AND other.day = NEW.day AND other.state IN {_ALIVE} AND other.id <> {{mine}}) + NEW.minutes > 1440"
)


def upgrade():
    for when, condition, mine in (
        # Before an INSERT SQLite has no id yet, and the row is not there to be counted.
        ("INSERT", _COUNTS, "0"),
        ("UPDATE OF state, minutes, day", f"{_COUNTS} AND {_GROWS}", "NEW.id"),
    ):
        guards.refuse(
            op,
            f"logs_day_full_{when.split()[0].lower()}",
            "logs",
            when,
            f"{condition} AND {_FULL.format(mine=mine)}",
            "a day has 24 hours",
            # Two records of one person at the same moment: the second waits here for the first.
            first=f"IF {condition} THEN PERFORM pg_advisory_xact_lock(8, NEW.user_id); END IF;",
        )


def downgrade():
    guards.drop(op, "logs", "logs_day_full_insert", "logs_day_full_update")
