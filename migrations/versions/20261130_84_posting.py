"""A locked list can be posted, objected to, and checked by those on it; awards of earlier years"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_84_posting"
down_revision = "20261130_83_powers"
branch_labels = None
depends_on = None

FACTS = ("ward_id", "round_id", "posting_id", "nomination_id", "text", "code_sum", "by", "at")


def _changed(columns) -> str:
    return " OR ".join(f'NEW."{one}" {{differs}} OLD."{one}"' for one in columns)


def _waits(round_id: str, ward_id: str, at: str) -> str:
    """The list is posted, was to be posted, or something objected is not answered."""
    rule = (
        f"SELECT x.scope FROM posting_rules x WHERE x.ward_id = {ward_id} AND x.at <= "
        f"(SELECT r.locked_at FROM rounds r WHERE r.id = {round_id}) ORDER BY x.id DESC LIMIT 1"
    )
    return (
        f"(EXISTS (SELECT 1 FROM postings p WHERE p.round_id = {round_id} AND p.ends_at > {at}) "
        f"OR EXISTS (SELECT 1 FROM objections o WHERE o.round_id = {round_id} AND o.confirmed_by IS NULL) "
        f"OR (NOT EXISTS (SELECT 1 FROM postings p WHERE p.round_id = {round_id}) "
        f"AND COALESCE(({rule}), 'none') <> 'none'))"
    )


_SESSION_ROUND = "(SELECT s.round_id FROM council_sessions s WHERE s.id = NEW.session_id)"
# (name, table, when, condition, message)
WAITING = (
    (
        "council_sessions_posted",
        "council_sessions",
        "UPDATE",
        "NEW.state = 'open' AND OLD.state = 'called' AND " + _waits("NEW.round_id", "NEW.ward_id", "NEW.opened_at"),
        "the list is posted, or an objection waits",
    ),
    (
        "council_ballots_posted",
        "council_ballots",
        "INSERT",
        _waits(_SESSION_ROUND, "NEW.ward_id", "NEW.opened_at"),
        "the list is posted, or an objection waits",
    ),
    (
        "award_decisions_posted",
        "award_decisions",
        "INSERT",
        _waits("NEW.round_id", "NEW.ward_id", "NEW.decided_at"),
        "the list is posted, or an objection waits",
    ),
    (
        "council_items_posted",
        "council_items",
        "INSERT",
        f"EXISTS (SELECT 1 FROM postings p WHERE p.round_id = {_SESSION_ROUND}) AND NOT EXISTS "
        "(SELECT 1 FROM posted_lines l JOIN postings p ON p.id = l.posting_id "
        f"WHERE p.round_id = {_SESSION_ROUND} AND l.nomination_id = NEW.nomination_id)",
        "nobody stands on the agenda who was not on the posted list",
    ),
)
_CONCERNED = (
    "EXISTS (SELECT 1 FROM nominations n LEFT JOIN grants g ON g.team_id = n.team_id AND g.ends_on IS NULL "
    "WHERE n.id = NEW.nomination_id AND ({who} = n.user_id OR {who} = g.user_id))"
)
OWN = (
    (
        "postings_late",
        "postings",
        "INSERT",
        "EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id "
        "AND (r.locked_at IS NULL OR r.closed_at IS NOT NULL)) OR EXISTS (SELECT 1 FROM council_sessions s "
        "WHERE s.round_id = NEW.round_id AND s.state IN ('open', 'closed')) "
        "OR EXISTS (SELECT 1 FROM postings p WHERE p.round_id = NEW.round_id AND p.ends_at > NEW.ends_at)",
        "a locked list is posted before the council meets, and never shorter",
    ),
    (
        "posted_lines_full",
        "posted_lines",
        "INSERT",
        "(SELECT COUNT(*) FROM posted_lines l WHERE l.posting_id = NEW.posting_id) >= "
        "(SELECT p.lines FROM postings p WHERE p.id = NEW.posting_id)",
        "a posted list stays as it was posted",
    ),
    (
        "objections_late",
        "objections",
        "INSERT",
        "NEW.answered_by IS NOT NULL OR NEW.confirmed_by IS NOT NULL OR NOT EXISTS "
        "(SELECT 1 FROM postings p WHERE p.id = NEW.posting_id AND p.round_id = NEW.round_id AND p.at <= NEW.at "
        "AND p.ends_at > NEW.at)",
        "it is objected while the list is posted",
    ),
    (
        "objections_kept",
        "objections",
        "UPDATE",
        f"OLD.confirmed_by IS NOT NULL OR {_changed(FACTS)}",
        "what was objected stays, and so does its answer",
    ),
    (
        "objections_concerned",
        "objections",
        "UPDATE",
        f"{_CONCERNED.format(who='NEW.answered_by')} OR {_CONCERNED.format(who='NEW.confirmed_by')}",
        "nobody answers what is objected to themselves",
    ),
    ("objections_stay", "objections", "DELETE", "TRUE", "what was objected stays"),
)
_LAST = (
    "(SELECT x.answer FROM commended_replies x WHERE x.nomination_id = NEW.nomination_id ORDER BY x.id DESC LIMIT 1)"
)
COMMENDED = (
    (
        "commended_asks_locked",
        "commended_asks",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM nominations n JOIN rounds r ON r.id = n.round_id "
        "WHERE n.id = NEW.nomination_id AND r.locked_at IS NOT NULL)",
        "those on a locked list are asked",
    ),
    (
        "commended_replies_own",
        "commended_replies",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM commended_asks a WHERE a.nomination_id = NEW.nomination_id) "
        "OR NOT EXISTS (SELECT 1 FROM nominations n WHERE n.id = NEW.nomination_id "
        'AND (n.user_id = NEW."by" OR EXISTS (SELECT 1 FROM grants g WHERE g.team_id = n.team_id '
        """AND g.user_id = NEW."by" AND g.role = 'team_leader') """
        "OR (n.user_id IS NULL AND n.team_id IS NULL AND NEW.answer = 'right')))",
        "whoever is on the list answers in person",
    ),
    (
        "commended_replies_late",
        "commended_replies",
        "INSERT",
        "NEW.answer = 'declined' AND EXISTS (SELECT 1 FROM certificates c "
        "WHERE c.nomination_id = NEW.nomination_id AND c.kind = 'merit')",
        "a certificate that is entered is not declined any more",
    ),
    (
        "commended_settlings_second",
        "commended_settlings",
        "INSERT",
        "EXISTS (SELECT 1 FROM commended_replies x WHERE x.id = NEW.reply_id "
        """AND (x."by" = NEW."by" OR x.answer <> 'wrong'))""",
        "somebody else settles what is wrong",
    ),
    (
        "certificates_declined",
        "certificates",
        "INSERT",
        f"NEW.kind = 'merit' AND COALESCE({_LAST}, '') = 'declined'",
        "nothing is printed for who declined",
    ),
    (
        "award_lines_declined",
        "award_lines",
        "INSERT",
        f"NEW.granted AND COALESCE({_LAST}, '') = 'declined'",
        "nothing is granted to who declined",
    ),
)
ADDED = ("posting_rules", "postings", "posted_lines", "commended_asks", "commended_replies", "commended_settlings")


def _key(table: str, *columns: str):
    return [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))] + [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in zip(columns[::2], columns[1::2], strict=True)
    ]


def _pair(table: str, column: str, target: str):
    return sa.ForeignKeyConstraint(
        ["ward_id", column], [f"{target}.ward_id", f"{target}.id"], name=op.f(f"fk_{table}_ward_id_{column}")
    )


def _instant(name: str, nullable: bool = False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, nullable: bool = False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _check(table: str, name: str, condition: str):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade():
    table = "posting_rules"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        sa.Column("scope", sa.String(), nullable=False),
        _number("days"),
        _number("by"),
        _instant("at"),
        _check(table, "scope", "scope IN ('none', 'ward', 'public')"),
        _check(table, "days", "days BETWEEN 1 AND 60"),
        *_key(table, "ward_id", "wards.id", "by", "users.id"),
    )
    op.create_index("ix_posting_rules_ward_id", table, ["ward_id"])
    table = "postings"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        _number("round_id"),
        _number("number"),
        sa.Column("scope", sa.String(), nullable=False),
        _number("days"),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        _number("lines"),
        _number("by"),
        _instant("at"),
        _instant("ends_at"),
        _check(table, "scope", "scope IN ('ward', 'public')"),
        _check(table, "days", "days BETWEEN 1 AND 60"),
        _check(table, "reason", "number = 1 OR reason <> ''"),
        _check(table, "ends", "ends_at > at"),
        *_key(table, "by", "users.id"),
        _pair(table, "round_id", "rounds"),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_postings_ward_id_id")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_postings_round_id_number")),
    )
    table = "posted_lines"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        _number("posting_id"),
        _number("nomination_id"),
        _number("position"),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), server_default=sa.text("''"), nullable=False),
        _check(table, "board", "board IN ('collectives', 'individuals', 'households')"),
        *_key(table),
        _pair(table, "posting_id", "postings"),
        _pair(table, "nomination_id", "nominations"),
        sa.UniqueConstraint("posting_id", "nomination_id", name=op.f("uq_posted_lines_posting_id_nomination_id")),
        sa.UniqueConstraint("posting_id", "position", name=op.f("uq_posted_lines_posting_id_position")),
    )
    table = "objections"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        _number("round_id"),
        _number("posting_id"),
        _number("nomination_id", nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("code_sum", sa.String(), nullable=False),
        _number("by", nullable=True),
        _instant("at"),
        _number("owner_id"),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        _number("answered_by", nullable=True),
        _instant("answered_at", nullable=True),
        _number("confirmed_by", nullable=True),
        _instant("confirmed_at", nullable=True),
        _check(table, "text", "text <> ''"),
        _check(table, "verdict", "verdict IN ('upheld', 'partly', 'unfounded')"),
        _check(
            table,
            "answered",
            "(verdict IS NULL) = (answered_by IS NULL) AND (verdict IS NULL) = (answered_at IS NULL) "
            "AND (verdict IS NULL) = (answer = '')",
        ),
        _check(
            table,
            "confirmed",
            "(confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL OR answered_by IS NOT NULL)",
        ),
        _check(table, "second", "confirmed_by <> answered_by"),
        _check(table, "own", 'answered_by <> "by" AND confirmed_by <> "by"'),
        *_key(
            table, *(part for one in ("by", "owner_id", "answered_by", "confirmed_by") for part in (one, "users.id"))
        ),
        _pair(table, "round_id", "rounds"),
        _pair(table, "posting_id", "postings"),
        _pair(table, "nomination_id", "nominations"),
        sa.UniqueConstraint("code_sum", name=op.f("uq_objections_code_sum")),
    )
    op.create_index("ix_objections_round_id", table, ["round_id"])
    _commended()
    _earlier()
    for one in ADDED:
        guards.append_only(op, one)
    for one in (*OWN, *WAITING, *COMMENDED):
        guards.refuse(op, *one)


def _earlier():
    table = "earlier_awards"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        _number("user_id", nullable=True),
        _number("team_id", nullable=True),
        _number("year"),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), server_default=sa.text("''"), nullable=False),
        _number("by"),
        _instant("at"),
        _number("removed_by", nullable=True),
        _instant("removed_at", nullable=True),
        _check(table, "whose", "(user_id IS NULL) <> (team_id IS NULL)"),
        _check(table, "year", "year BETWEEN 1950 AND 2100"),
        _check(table, "form", "form <> ''"),
        _check(table, "removed", "(removed_at IS NULL) = (removed_by IS NULL)"),
        *_key(table, "ward_id", "wards.id", "user_id", "users.id", "by", "users.id", "removed_by", "users.id"),
        _pair(table, "team_id", "teams"),
    )
    op.create_index("ix_earlier_awards_ward_id", table, ["ward_id"])
    guards.refuse(op, "earlier_awards_stay", table, "DELETE", "TRUE", "an award that was entered is taken off")
    kept = _changed(("ward_id", "user_id", "team_id", "year", "form", "issuer", "by", "at"))
    once = f"OLD.removed_at IS NOT NULL OR {kept}"
    guards.refuse(op, "earlier_awards_kept", table, "UPDATE", once, "an award that was entered stays as it was")


def _commended():
    table = "commended_asks"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        _number("nomination_id"),
        _number("by"),
        _instant("at"),
        *_key(table, "by", "users.id"),
        _pair(table, "nomination_id", "nominations"),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_commended_asks_nomination_id")),
    )
    table = "commended_replies"
    op.create_table(
        table,
        _number("id"),
        _number("ward_id"),
        _number("nomination_id"),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), server_default=sa.text("''"), nullable=False),
        _number("comes", nullable=True),
        sa.Column("who", sa.String(), server_default=sa.text("''"), nullable=False),
        _number("by"),
        _instant("at"),
        _check(table, "answer", "answer IN ('right', 'wrong', 'declined')"),
        _check(table, "what", "answer <> 'wrong' OR what <> ''"),
        _check(table, "comes", "comes BETWEEN 0 AND 11"),
        *_key(table, "by", "users.id"),
        _pair(table, "nomination_id", "nominations"),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_commended_replies_ward_id_id")),
    )
    op.create_index("ix_commended_replies_nomination_id", table, ["nomination_id"])
    table = "commended_settlings"
    op.create_table(
        table,
        _number("reply_id"),
        _number("ward_id"),
        sa.Column("done", sa.String(), nullable=False),
        _number("by"),
        _instant("at"),
        _check(table, "done", "done <> ''"),
        sa.PrimaryKeyConstraint("reply_id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f(f"fk_{table}_by")),
        _pair(table, "reply_id", "commended_replies"),
    )


def downgrade():
    """What was posted and objected is gone with it."""
    for name, of, *_ in (*COMMENDED, *WAITING, *OWN):
        guards.drop(op, of, name)
    for one in ADDED:
        guards.drop_append_only(op, one)
    guards.drop(op, "earlier_awards", "earlier_awards_kept", "earlier_awards_stay")
    for one in (
        "earlier_awards",
        "commended_settlings",
        "commended_replies",
        "commended_asks",
        "objections",
        "posted_lines",
        "postings",
        "posting_rules",
    ):
        op.drop_table(one)
