"""The council's agenda, conflicts, ballots, votes and results"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_26_ballots"
down_revision = "20261129_25_council"
branch_labels = None
depends_on = None

ADDED = (
    "council_items",
    "council_conflicts",
    "council_lines",
    "council_votes",
    "council_tallies",
    "council_departures",
    "council_outcomes",
)
# Only while the session is open.
DURING = tuple(f"{table}_during" for table in ADDED)
BALLOTS = ("council_ballots_during", "council_ballots_stay", "council_ballots_gone")
VOTES = ("council_votes_closed", "council_votes_recused")
STUBS = ("ballot_stubs_closed", "ballot_stubs_recused", "ballot_stubs_stay", "ballot_stubs_gone")
PAPERS = "ballot_papers_closed"


def _open(row: str) -> str:
    return f"(SELECT state FROM council_sessions WHERE id = {row}.session_id) = 'open'"


def _voting(row: str, ballot: str) -> str:
    """The condition that the line's ballot is open and of this kind."""
    return (
        "EXISTS (SELECT 1 FROM council_lines JOIN council_ballots ON council_ballots.id = council_lines.ballot_id "
        "JOIN council_sessions ON council_sessions.id = council_lines.session_id "
        f"WHERE council_lines.id = {row}.line_id AND council_ballots.closed_at IS NULL "
        f"AND council_sessions.state = 'open' AND council_sessions.ballot = '{ballot}')"
    )


# A line without a candidate is about all that the locked list has chosen, but for those voted on alone beside it.
_RECUSED = (
    "EXISTS (SELECT 1 FROM council_lines "
    "JOIN council_items ON council_items.session_id = council_lines.session_id "
    "AND (council_items.id = council_lines.item_id OR (council_lines.item_id IS NULL "
    "AND NOT council_items.tied AND council_items.added_by IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM council_lines AS alone WHERE alone.ballot_id = council_lines.ballot_id "
    "AND alone.item_id = council_items.id))) "
    "JOIN council_conflicts ON council_conflicts.item_id = council_items.id "
    "WHERE council_lines.id = NEW.line_id AND council_conflicts.member_id = NEW.member_id "
    "AND council_conflicts.word = 'recused')"
)


def upgrade():
    op.create_table(
        "council_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("tied", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("added_by IS NULL OR reason <> ''", name=op.f("ck_council_items_reason")),
        sa.CheckConstraint(
            "board IN ('collectives', 'individuals', 'households')", name=op.f("ck_council_items_board")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_council_items_added_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "nomination_id"],
            ["nominations.ward_id", "nominations.id"],
            name=op.f("fk_council_items_ward_id_nomination_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_items_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_items")),
        sa.UniqueConstraint("session_id", "id", name=op.f("uq_council_items_session_id_id")),
        sa.UniqueConstraint("session_id", "nomination_id", name=op.f("uq_council_items_session_id_nomination_id")),
    )
    op.create_table(
        "council_conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> 'declared' OR grounds <> ''", name=op.f("ck_council_conflicts_grounds")),
        sa.CheckConstraint(
            "kind IN ('oneself', 'own_team', 'proposed', 'same_name', 'declared')",
            name=op.f("ck_council_conflicts_kind"),
        ),
        sa.CheckConstraint("word IN ('asked', 'recused', 'noted')", name=op.f("ck_council_conflicts_word")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_conflicts_by")),
        sa.ForeignKeyConstraint(
            ["session_id", "item_id"],
            ["council_items.session_id", "council_items.id"],
            name=op.f("fk_council_conflicts_session_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "member_id"],
            ["council_members.session_id", "council_members.id"],
            name=op.f("fk_council_conflicts_session_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_conflicts_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_conflicts")),
    )
    op.create_index("ix_council_conflicts_session_id", "council_conflicts", ["session_id"], unique=False)
    op.create_index(
        "uq_council_conflicts_recused",
        "council_conflicts",
        ["member_id", "item_id"],
        unique=True,
        sqlite_where=sa.text("word = 'recused'"),
        postgresql_where=sa.text("word = 'recused'"),
    )
    op.create_table(
        "council_ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("run_off", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name=op.f("ck_council_ballots_closed")),
        sa.ForeignKeyConstraint(["closed_by"], ["users.id"], name=op.f("fk_council_ballots_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["users.id"], name=op.f("fk_council_ballots_opened_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_ballots_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_ballots")),
        sa.UniqueConstraint("session_id", "id", name=op.f("uq_council_ballots_session_id_id")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_council_ballots_session_id_number")),
    )
    op.create_index(
        "uq_council_ballots_open",
        "council_ballots",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "council_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id", "ballot_id"],
            ["council_ballots.session_id", "council_ballots.id"],
            name=op.f("fk_council_lines_session_id_ballot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "item_id"],
            ["council_items.session_id", "council_items.id"],
            name=op.f("fk_council_lines_session_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_lines_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_lines")),
        sa.UniqueConstraint("ballot_id", "item_id", name=op.f("uq_council_lines_ballot_id_item_id")),
        sa.UniqueConstraint("session_id", "id", name=op.f("uq_council_lines_session_id_id")),
    )
    op.create_table(
        "council_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain')", name=op.f("ck_council_votes_choice")),
        sa.CheckConstraint("reference = '' OR written", name=op.f("ck_council_votes_reference")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_votes_by")),
        sa.ForeignKeyConstraint(
            ["session_id", "line_id"],
            ["council_lines.session_id", "council_lines.id"],
            name=op.f("fk_council_votes_session_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "member_id"],
            ["council_members.session_id", "council_members.id"],
            name=op.f("fk_council_votes_session_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_votes_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_votes")),
    )
    op.create_index(
        "ix_council_votes_session_id", "council_votes", ["session_id", "line_id", "member_id"], unique=False
    )
    op.create_table(
        "ballot_stubs",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "line_id"],
            ["council_lines.session_id", "council_lines.id"],
            name=op.f("fk_ballot_stubs_session_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "member_id"],
            ["council_members.session_id", "council_members.id"],
            name=op.f("fk_ballot_stubs_session_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_ballot_stubs_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("line_id", "member_id", name=op.f("pk_ballot_stubs")),
    )
    op.create_index("ix_ballot_stubs_session_id", "ballot_stubs", ["session_id"], unique=False)
    op.create_table(
        "ballot_papers",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain')", name=op.f("ck_ballot_papers_choice")),
        sa.ForeignKeyConstraint(
            ["session_id", "line_id"],
            ["council_lines.session_id", "council_lines.id"],
            name=op.f("fk_ballot_papers_session_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_ballot_papers_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_ballot_papers")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_papers_line_id", "ballot_papers", ["line_id"], unique=False)
    op.create_table(
        "council_tallies",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("not_voted", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT passed OR (denominator > 0 AND in_favour * 100 >= pass_percent * denominator)",
            name=op.f("ck_council_tallies_majority"),
        ),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstained >= 0 AND not_voted >= 0",
            name=op.f("ck_council_tallies_counts"),
        ),
        sa.CheckConstraint(
            "pass_percent BETWEEN 1 AND 100 AND denominator >= 0", name=op.f("ck_council_tallies_denominator")
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "line_id"],
            ["council_lines.session_id", "council_lines.id"],
            name=op.f("fk_council_tallies_session_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_tallies_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_council_tallies")),
        sa.UniqueConstraint("line_id", "passed", name=op.f("uq_council_tallies_line_id_passed")),
    )
    op.create_index("ix_council_tallies_session_id", "council_tallies", ["session_id"], unique=False)
    op.create_table(
        "council_departures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_council_departures_reason")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_council_departures_by")),
        sa.ForeignKeyConstraint(
            ["session_id", "item_id"],
            ["council_items.session_id", "council_items.id"],
            name=op.f("fk_council_departures_session_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_departures_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_departures")),
    )
    op.create_index("ix_council_departures_session_id", "council_departures", ["session_id"], unique=False)
    op.create_table(
        "council_outcomes",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("departs", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("NOT departs OR reason <> ''", name=op.f("ck_council_outcomes_reason")),
        sa.CheckConstraint("passed OR NOT proposed", name=op.f("ck_council_outcomes_proposed")),
        sa.ForeignKeyConstraint(
            ["line_id", "passed"],
            ["council_tallies.line_id", "council_tallies.passed"],
            name=op.f("fk_council_outcomes_line_id_passed"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "item_id"],
            ["council_items.session_id", "council_items.id"],
            name=op.f("fk_council_outcomes_session_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "session_id"],
            ["council_sessions.ward_id", "council_sessions.id"],
            name=op.f("fk_council_outcomes_ward_id_session_id"),
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_council_outcomes")),
    )
    op.create_index("ix_council_outcomes_session_id", "council_outcomes", ["session_id"], unique=False)
    for table, name in zip(ADDED, DURING, strict=True):
        guards.append_only(op, table)
        guards.refuse(op, name, table, "INSERT", f"NOT ({_open('NEW')})", "the session is not open")
    guards.refuse(op, BALLOTS[0], "council_ballots", "INSERT", f"NOT ({_open('NEW')})", "the session is not open")
    fixed = " OR ".join(
        f"NEW.{column} {{differs}} OLD.{column}" for column in ("session_id", "number", "run_off", "opened_at")
    )
    stay = f"OLD.closed_at IS NOT NULL OR {fixed}"
    guards.refuse(op, BALLOTS[1], "council_ballots", "UPDATE", stay, "a ballot stays as it ended")
    guards.refuse(op, BALLOTS[2], "council_ballots", "DELETE", "TRUE", "a ballot stays on record")
    closed, recused = "this ballot is closed", "a recused member does not vote"
    guards.refuse(op, VOTES[0], "council_votes", "INSERT", f"NOT {_voting('NEW', 'open')}", closed)
    guards.refuse(op, VOTES[1], "council_votes", "INSERT", _RECUSED, recused)
    guards.refuse(op, STUBS[0], "ballot_stubs", "INSERT", f"NOT {_voting('NEW', 'secret')}", closed)
    guards.refuse(op, STUBS[1], "ballot_stubs", "INSERT", _RECUSED, recused)
    guards.refuse(op, STUBS[2], "ballot_stubs", "UPDATE", "TRUE", "who voted has voted")
    guards.refuse(op, STUBS[3], "ballot_stubs", "DELETE", f"NOT {_voting('OLD', 'secret')}", closed)
    guards.refuse(op, PAPERS, "ballot_papers", "INSERT", f"NOT {_voting('NEW', 'secret')}", closed)


def downgrade():
    guards.drop(op, "ballot_papers", PAPERS)
    guards.drop(op, "ballot_stubs", *STUBS)
    guards.drop(op, "council_votes", *VOTES)
    guards.drop(op, "council_ballots", *BALLOTS)
    for table, name in zip(ADDED, DURING, strict=True):
        guards.drop(op, table, name)
        guards.drop_append_only(op, table)
    for table in (
        "council_outcomes",
        "council_departures",
        "council_tallies",
        "ballot_papers",
        "ballot_stubs",
        "council_votes",
        "council_lines",
        "council_ballots",
        "council_conflicts",
        "council_items",
    ):
        op.drop_table(table)
