"""No session in a locked round only if two want it; in a run-off nobody is in favour of more than it has places"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_87_second"
down_revision = "20261130_86_trail"
branch_labels = None
depends_on = None

TABLE = "council_procedure_requests"
ASKED = ("ward_id", "round_id", "rules", "legal_ground", "reason", "by", "at")
_LOCKED = "EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.locked_at IS NOT NULL)"
_AGREED = (
    f"EXISTS (SELECT 1 FROM {TABLE} p WHERE p.round_id = NEW.round_id AND p.answer = 'granted' "
    'AND p."by" = NEW.changed_by AND p.answered_at = NEW.changed_at AND p.legal_ground = NEW.legal_ground)'
)
_ALONE = f"NEW.procedure = 'simple' AND {_LOCKED} AND NOT {_AGREED}"
_TOLD = " OR ".join(f'NEW."{one}" {{differs}} OLD."{one}"' for one in ASKED)
# How many others of the ballot a member is in favour of, by the last vote that counts.
_GONE = (
    "EXISTS (SELECT 1 FROM council_withdrawals w WHERE w.line_id = v.line_id AND w.member_id = v.member_id "
    "AND v.reference <> '')"
)
_LAST = (
    "COALESCE((SELECT v.choice FROM council_votes v WHERE v.line_id = o.id AND v.member_id = NEW.member_id "
    f"AND NOT {_GONE} ORDER BY v.id DESC LIMIT 1), '')"
)
_OPEN = (
    "NEW.choice = 'for' AND EXISTS (SELECT 1 FROM council_lines l JOIN council_ballots b ON b.id = l.ballot_id "
    "WHERE l.id = NEW.line_id AND b.seats IS NOT NULL AND b.seats <= (SELECT COUNT(*) FROM council_lines o "
    f"WHERE o.ballot_id = l.ballot_id AND o.id <> l.id AND {_LAST} = 'for'))"
)
# Whose a paper is nobody knows: all together are in favour of no more than all who voted can be.
_ALL_PAPERS = (
    "NEW.choice = 'for' AND EXISTS (SELECT 1 FROM council_lines l JOIN council_ballots b ON b.id = l.ballot_id "
    "WHERE l.id = NEW.line_id AND b.seats IS NOT NULL AND (SELECT COUNT(*) FROM ballot_papers p "
    "JOIN council_lines o ON o.id = p.line_id WHERE o.ballot_id = l.ballot_id AND p.choice = 'for') >= b.seats * "
    "(SELECT COUNT(DISTINCT s.member_id) FROM ballot_stubs s JOIN council_lines o ON o.id = s.line_id "
    "WHERE o.ballot_id = l.ballot_id))"
)
_NO_SEATS = "(NEW.run_off AND COALESCE(NEW.seats, 0) < 1) OR (NOT NEW.run_off AND NEW.seats IS NOT NULL)"
_MOVED = "NEW.seats {differs} OLD.seats OR NEW.run_off <> OLD.run_off"
# (name, table, when, condition, message)
GUARDS = (
    (
        "council_settings_second_insert",
        "council_settings",
        "INSERT",
        _ALONE,
        "no session in a locked round takes two people",
    ),
    (
        "council_settings_second_update",
        "council_settings",
        "UPDATE",
        f"OLD.procedure <> 'simple' AND {_ALONE}",
        "no session in a locked round takes two people",
    ),
    (f"{TABLE}_once", TABLE, "UPDATE", f"OLD.answer IS NOT NULL OR {_TOLD}", "a request is answered once"),
    (f"{TABLE}_kept", TABLE, "DELETE", "TRUE", "requests are kept"),
    ("council_ballots_seats", "council_ballots", "INSERT", _NO_SEATS, "a run-off has its places"),
    ("council_ballots_seats_kept", "council_ballots", "UPDATE", _MOVED, "a run-off keeps its places"),
    ("council_votes_seats", "council_votes", "INSERT", _OPEN, "in favour of no more than there are places"),
    ("ballot_papers_seats", "ballot_papers", "INSERT", _ALL_PAPERS, "in favour of no more than there are places"),
)


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("legal_ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> '' AND legal_ground <> ''", name=op.f(f"ck_{TABLE}_reason")),
        sa.CheckConstraint("answer IN ('granted', 'declined', 'withdrawn')", name=op.f(f"ck_{TABLE}_answer")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
            name=op.f(f"ck_{TABLE}_answered"),
        ),
        sa.CheckConstraint("""answer <> 'granted' OR answered_by <> "by\"""", name=op.f(f"ck_{TABLE}_second")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f(f"fk_{TABLE}_by")),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f(f"fk_{TABLE}_answered_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f(f"fk_{TABLE}_ward_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_round_id", TABLE, ["round_id"], unique=False)
    op.create_index(
        f"uq_{TABLE}_open",
        TABLE,
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.add_column("council_ballots", sa.Column("seats", sa.Integer(), nullable=True))
    for name, table, when, condition, message in GUARDS:
        guards.refuse(op, name, table, when, condition, message)


def downgrade():
    for name, table, *_ in reversed(GUARDS):
        guards.drop(op, table, name)
    op.drop_column("council_ballots", "seats")
    op.drop_table(TABLE)
