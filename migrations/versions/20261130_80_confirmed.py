"""Attendance that counts is confirmed; members who are present vote for themselves; opinions can be withdrawn"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_80_confirmed"
down_revision = "20261130_67_replaced"
branch_labels = None
depends_on = None

_LAST = "NOT EXISTS (SELECT 1 FROM council_attendance b WHERE b.member_id = a.member_id AND b.id > a.id)"
# Said on the member's own device, or confirmed by somebody else than who said it.
_CONFIRMED = '(a."by" = m.user_id OR EXISTS (SELECT 1 FROM council_confirmations k WHERE k.attendance_id = a.id))'
_PRESENT = (
    "EXISTS (SELECT 1 FROM council_attendance a WHERE a.member_id = m.id AND a.word = 'present' "
    f"AND {_LAST} AND {_CONFIRMED})"
)
_OLD_PRESENT = (
    "COALESCE((SELECT a.word FROM council_attendance a WHERE a.member_id = m.id ORDER BY a.id DESC LIMIT 1), '') "
    "= 'present'"
)
_HERE = f"(SELECT COUNT(*) FROM council_members m WHERE m.session_id = NEW.id AND {_PRESENT})"
_ALL = "(SELECT COUNT(*) FROM council_members m WHERE m.session_id = NEW.id)"
_QUORUM = (
    f"NEW.state IN ('open', 'closed') AND OLD.state <> NEW.state AND {_HERE} * 100 < NEW.quorum_percent * {_ALL}"
)
_EARLY = f"NEW.state = 'open' AND OLD.state = 'called' AND NEW.opened_at < NEW.meets_at AND {_HERE} < {_ALL}"
_STAFF = (
    "EXISTS (SELECT 1 FROM council_members s WHERE s.session_id = NEW.session_id "
    'AND s.user_id = NEW."by" AND s.duty IN ({duties}))'
)
_SECRETARY = _STAFF.format(duties="'secretary'")
_CHAIR = _STAFF.format(duties="'chair'")
_EITHER = _STAFF.format(duties="'chair', 'secretary'")
_MAY_CONFIRM = (
    "EXISTS (SELECT 1 FROM council_attendance a JOIN council_members m ON m.id = a.member_id "
    "JOIN council_sessions x ON x.id = a.session_id "
    "WHERE a.id = NEW.attendance_id AND a.session_id = NEW.session_id AND x.state IN ('called', 'open') "
    'AND a.word = \'present\' AND a."by" <> NEW."by" AND a."by" <> m.user_id '
    f'AND (m.user_id = NEW."by" OR {_EITHER}) AND {_LAST})'
)
_OWN = 'EXISTS (SELECT 1 FROM council_members m WHERE m.id = NEW.member_id AND m.user_id = NEW."by")'
_WAS_THERE = (
    "EXISTS (SELECT 1 FROM council_presence p JOIN council_lines l ON l.ballot_id = p.ballot_id "
    "WHERE l.id = NEW.line_id AND p.member_id = NEW.member_id)"
)
_WITHDRAWN = (
    "EXISTS (SELECT 1 FROM council_withdrawals w WHERE w.line_id = {row}.line_id AND w.member_id = {row}.member_id)"
)
_PERSON = (
    f"(NEW.reference = '' AND NOT {_OWN}) OR (NEW.reference <> '' AND (NEW.dated IS NULL "
    f"OR NOT {_SECRETARY} OR {_WITHDRAWN.format(row='NEW')}))"
)
_CHAIR_FOR_ABSENT = (
    "(NEW.kind <> 'declared' AND "
    + _CHAIR
    + " AND NOT EXISTS (SELECT 1 FROM council_members m JOIN council_attendance a ON a.member_id = m.id "
    f"WHERE m.id = NEW.member_id AND a.word = 'present' AND {_LAST}))"
)
_ANSWERED = f'NEW."by" IS NOT NULL AND NOT {_OWN} AND NOT {_CHAIR_FOR_ABSENT}'
_ENTERED = (
    "EXISTS (SELECT 1 FROM council_votes v JOIN council_lines l ON l.id = v.line_id "
    "JOIN council_ballots b ON b.id = l.ballot_id WHERE v.line_id = NEW.line_id AND v.member_id = NEW.member_id "
    "AND v.reference <> '' AND b.closed_at IS NULL)"
)
_OBJECTED = f"NOT {_ENTERED} OR (NEW.why = 'objection' AND NOT {_OWN}) OR (NEW.why = 'came' AND NOT {_WAS_THERE})"
_OPEN_BALLOT = (
    "FROM council_members m JOIN council_ballots b ON b.session_id = m.session_id AND b.closed_at IS NULL "
    "WHERE m.id = {member} AND NOT EXISTS (SELECT 1 FROM council_presence p WHERE p.ballot_id = b.id "
    "AND p.member_id = m.id)"
)
_INTO = "INSERT INTO council_presence (ballot_id, member_id, ward_id, session_id) "
_CAME = _INTO + "SELECT b.id, m.id, b.ward_id, b.session_id " + _OPEN_BALLOT
_ALL_HERE = (
    _INTO + "SELECT NEW.id, m.id, NEW.ward_id, NEW.session_id FROM council_members m "
    f"WHERE m.session_id = NEW.session_id AND {_PRESENT}"
)

# (name, table, when, condition, message)
REFUSED = (
    (
        "council_confirmations_second",
        "council_confirmations",
        "INSERT",
        f"NOT {_MAY_CONFIRM}",
        "whoever noted it does not confirm it",
    ),
    ("council_sessions_quorum", "council_sessions", "UPDATE", _QUORUM, "a session has its quorum"),
    ("council_sessions_early", "council_sessions", "UPDATE", _EARLY, "earlier only when all are present"),
    ("council_votes_person", "council_votes", "INSERT", _PERSON, "members vote for themselves"),
    (
        "council_votes_presence",
        "council_votes",
        "INSERT",
        f"(NEW.written AND {_WAS_THERE}) OR (NOT NEW.written AND NOT {_WAS_THERE})",
        "who is present votes in person",
    ),
    (
        "ballot_stubs_presence",
        "ballot_stubs",
        "INSERT",
        f"(NEW.written AND {_WAS_THERE}) OR (NOT NEW.written AND NOT {_WAS_THERE})",
        "who is present votes in person",
    ),
    ("council_withdrawals_own", "council_withdrawals", "INSERT", _OBJECTED, "only an opinion of an open ballot"),
    ("council_conflicts_own", "council_conflicts", "INSERT", _ANSWERED, "a member who is there answers"),
)
# (name, table, condition, statement)
FOLLOWED = (
    ("council_ballots_presence", "council_ballots", "TRUE", _ALL_HERE),
    (
        "council_attendance_presence",
        "council_attendance",
        f"NEW.word = 'present' AND {_OWN}",
        _CAME.format(member="NEW.member_id"),
    ),
    (
        "council_confirmations_presence",
        "council_confirmations",
        "TRUE",
        _CAME.format(member="(SELECT t.member_id FROM council_attendance t WHERE t.id = NEW.attendance_id)"),
    ),
)
TALLIES = "council_tallies_as_voted"

# The same as in 20261129_41_counted, with those present who are confirmed and without withdrawn opinions.
_ABOUT = (
    "(i.id = {line}.item_id OR ({line}.item_id IS NULL AND i.session_id = {line}.session_id "
    "AND NOT i.tied AND i.added_by IS NULL AND NOT EXISTS (SELECT 1 FROM council_lines alone "
    "WHERE alone.ballot_id = {line}.ballot_id AND alone.item_id = i.id)))"
)
_RECUSED = (
    "EXISTS (SELECT 1 FROM council_lines x JOIN council_items i ON "
    + _ABOUT.format(line="x")
    + " JOIN council_conflicts c ON c.item_id = i.id AND c.word = 'recused' "
    "WHERE x.id = NEW.line_id AND c.member_id = {member})"
)
_PAPERS = "(SELECT COUNT(*) FROM ballot_papers p WHERE p.line_id = NEW.line_id AND p.choice = '{choice}')"
_STUBS = "(SELECT COUNT(*) FROM ballot_stubs b WHERE b.line_id = NEW.line_id)"


def _as_voted(present: str, stands: str) -> str:
    """The condition that a tally says something else than was voted. ``stands``: that vote v was not withdrawn."""
    recused, not_voting = _RECUSED.format(member="v.member_id"), _RECUSED.format(member="m.id")
    by_name = (
        "(SELECT COUNT(*) FROM council_votes v WHERE v.line_id = NEW.line_id AND v.choice = '{choice}' "
        "AND NOT EXISTS (SELECT 1 FROM council_votes w WHERE w.line_id = v.line_id AND w.member_id = v.member_id "
        f"AND w.id > v.id){stands} AND NOT {recused})"
    )
    voted = (
        "(EXISTS (SELECT 1 FROM council_votes v WHERE v.line_id = NEW.line_id AND v.member_id = m.id"
        f"{stands}) OR EXISTS (SELECT 1 FROM ballot_stubs b WHERE b.line_id = NEW.line_id AND b.member_id = m.id))"
    )
    of = (
        "(SELECT COUNT(*) FROM council_members m WHERE m.session_id = NEW.session_id "
        f"AND (s.denominator = 'all_members' OR {present} OR ({voted} AND NOT {not_voting})) "
        f"AND NOT (s.recused_leave AND {not_voting}))"
    )
    return (
        "NOT EXISTS (SELECT 1 FROM council_sessions s WHERE s.id = NEW.session_id "
        f"AND NEW.pass_percent = s.pass_percent AND NEW.denominator = {of} "
        f"AND ({_counted('open', by_name)} OR ({_counted('secret', _PAPERS)} "
        f"AND NEW.in_favour + NEW.against + NEW.abstained = {_STUBS})))"
    )


def _counted(kind: str, count: str) -> str:
    said = {"in_favour": "for", "against": "against", "abstained": "abstain"}
    same = " AND ".join(f"NEW.{column} = {count.format(choice=choice)}" for column, choice in said.items())
    return f"(s.ballot = '{kind}' AND {same})"


def _tallies(present: str, stands: str = "") -> None:
    guards.drop(op, "council_tallies", TALLIES)
    guards.refuse(op, TALLIES, "council_tallies", "INSERT", _as_voted(present, stands), "a tally says what was voted")


def upgrade():
    op.create_table(
        "council_confirmations",
        sa.Column("attendance_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_confirmations_by")),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["council_attendance.id"],
            name=op.f("fk_council_confirmations_attendance_id"),
        ),
        _of_session("council_confirmations"),
        sa.PrimaryKeyConstraint("attendance_id", name=op.f("pk_council_confirmations")),
    )
    op.create_table(
        "council_presence",
        sa.Column("ballot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        _of_its("council_presence", "ballot_id", "council_ballots"),
        _of_its("council_presence", "member_id", "council_members"),
        _of_session("council_presence"),
        sa.PrimaryKeyConstraint("ballot_id", "member_id", name=op.f("pk_council_presence")),
    )
    op.create_table(
        "council_withdrawals",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("why IN ('objection', 'came')", name=op.f("ck_council_withdrawals_why")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_withdrawals_by")),
        _of_its("council_withdrawals", "line_id", "council_lines"),
        _of_its("council_withdrawals", "member_id", "council_members"),
        _of_session("council_withdrawals"),
        sa.PrimaryKeyConstraint("line_id", "member_id", name=op.f("pk_council_withdrawals")),
    )
    for table in ("council_confirmations", "council_withdrawals", "council_presence"):
        op.create_index(f"ix_{table}_session_id", table, ["session_id"], unique=False)
    op.add_column("council_votes", sa.Column("dated", sa.Date(), nullable=True))
    # Whoever is in a ballot that is open now: by what counted as being there until now.
    op.execute(
        _INTO + "SELECT b.id, m.id, b.ward_id, b.session_id FROM council_ballots b "
        "JOIN council_members m ON m.session_id = b.session_id "
        f"WHERE b.closed_at IS NULL AND {_OLD_PRESENT}"
    )
    for table in ("council_confirmations", "council_withdrawals", "council_presence"):
        guards.append_only(op, table)
    for row in REFUSED:
        guards.refuse(op, *row)
    for name, table, condition, statement in FOLLOWED:
        guards.follow(op, name, table, "INSERT", condition, statement)
    _tallies(_PRESENT, f" AND NOT (v.reference <> '' AND {_WITHDRAWN.format(row='v')})")


def downgrade():
    _tallies(_OLD_PRESENT)
    for name, table, *_ in FOLLOWED:
        guards.drop(op, table, name)
    for name, table, *_ in reversed(REFUSED):
        guards.drop(op, table, name)
    op.drop_column("council_votes", "dated")
    for table in ("council_presence", "council_withdrawals", "council_confirmations"):
        guards.drop_append_only(op, table)
        op.drop_table(table)


def _of_session(table: str):
    return sa.ForeignKeyConstraint(
        ["ward_id", "session_id"],
        ["council_sessions.ward_id", "council_sessions.id"],
        name=op.f(f"fk_{table}_ward_id_session_id"),
    )


def _of_its(table: str, column: str, other: str):
    return sa.ForeignKeyConstraint(
        ["session_id", column], [f"{other}.session_id", f"{other}.id"], name=op.f(f"fk_{table}_session_id_{column}")
    )
