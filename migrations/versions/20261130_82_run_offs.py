"""A run-off among those who have the majority is won by more votes: outcomes rest on the ballot before it"""

from alembic import op

from app.core import guards

revision = "20261130_82_run_offs"
down_revision = "20261130_81_rules"
branch_labels = None
depends_on = None

NAME = "council_outcomes_own_line"
# As in 20261129_41_counted.
_ABOUT = (
    "(i.id = {line}.item_id OR ({line}.item_id IS NULL AND i.session_id = {line}.session_id "
    "AND NOT i.tied AND i.added_by IS NULL AND NOT EXISTS (SELECT 1 FROM council_lines alone "
    "WHERE alone.ballot_id = {line}.ballot_id AND alone.item_id = i.id)))"
)
_BEFORE = (
    "NOT EXISTS (SELECT 1 FROM council_items i JOIN council_lines l ON l.id = NEW.line_id AND "
    + _ABOUT.format(line="l")
    + " WHERE i.id = NEW.item_id AND NOT EXISTS (SELECT 1 FROM council_lines o WHERE o.id > l.id AND "
    + _ABOUT.format(line="o")
    + "))"
)
# Its own line, and the last one that was counted and was no run-off.
_SINCE = (
    "NOT EXISTS (SELECT 1 FROM council_items i JOIN council_lines l ON l.id = NEW.line_id AND "
    + _ABOUT.format(line="l")
    + " JOIN council_ballots b ON b.id = l.ballot_id AND NOT b.run_off"
    " WHERE i.id = NEW.item_id AND NOT EXISTS (SELECT 1 FROM council_lines o"
    " JOIN council_tallies t ON t.line_id = o.id"
    " JOIN council_ballots c ON c.id = o.ballot_id AND NOT c.run_off WHERE o.id > l.id AND "
    + _ABOUT.format(line="o")
    + "))"
)


def upgrade():
    _replace(_SINCE)


def downgrade():
    _replace(_BEFORE)


def _replace(condition: str) -> None:
    guards.drop(op, "council_outcomes", NAME)
    guards.refuse(op, NAME, "council_outcomes", "INSERT", condition, "an outcome rests on its own last line")
