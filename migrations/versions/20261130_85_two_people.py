"""What takes two people, also where the database is written past the site: whoever brought a record in doesn't decide
on it, nobody lifts a hold on themselves or their team, who can show a code doesn't check in with it, and a leader
doesn't overrule the check-in of another team's people."""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_85_two_people"
down_revision = "20261130_84_posting"
branch_labels = None
depends_on = None

# Roles that may show a code and take attendance everywhere in their ward.
SHOWS = "('team_leader', 'secretary', 'administrator')"
HERE = "(g.ward_id IS NULL OR g.ward_id = NEW.ward_id)"


def _weights(dialect: str) -> str:
    """The sum of a team's weights in millionths, as fine as a scheme can say them; null where it says none."""
    if dialect == "sqlite":
        return "+".join(
            f"CAST(ROUND(json_extract(NEW.document, '$.collective.{one}') * 1000000) AS INTEGER)"
            for one in ("weight_total", "weight_per_head")
        )
    return "+".join(
        f"ROUND((NEW.document::json #>> '{{collective,{one}}}')::numeric * 1000000)"
        for one in ("weight_total", "weight_per_head")
    )


def _day(dialect: str) -> str:
    """The day of ``made_at`` in UTC: never a later one than in the ward."""
    return "substr(NEW.made_at, 1, 10)" if dialect == "sqlite" else "(NEW.made_at AT TIME ZONE 'UTC')::date"


def upgrade():
    guards.refuse(
        op,
        "decisions_second",
        "decisions",
        "INSERT",
        """NEW.verdict <> 'sent' AND EXISTS (SELECT 1 FROM logs l
            WHERE l.id = NEW.log_id AND (l.user_id = NEW."by" OR l.filed_by = NEW."by"))""",
        "somebody else decides on a record than whose it is or who brought it in",
    )
    guards.refuse(
        op,
        "logs_filed_by",
        "logs",
        "UPDATE OF filed_by, user_id",
        "NEW.filed_by {differs} OLD.filed_by OR NEW.user_id {differs} OLD.user_id",
        "whose a record is and who brought it in stays",
    )
    guards.refuse(
        op,
        "holds_second",
        "holds",
        "UPDATE OF lifted_by",
        "NEW.lifted_by = NEW.user_id",
        "nobody lifts a hold on themselves",
    )
    # A name that is also that of somebody on hold: another person finds out whether it is the same one.
    op.add_column("nomination_holds", sa.Column("namesake", sa.Boolean(), server_default=sa.false(), nullable=False))
    guards.refuse(
        op,
        "nomination_holds_second",
        "nomination_holds",
        "UPDATE OF lifted_by",
        """NEW.lifted_by IS NOT NULL AND ((NEW.namesake AND NEW.lifted_by = NEW.placed_by) OR EXISTS (
            SELECT 1 FROM nominations n JOIN grants g ON g.team_id = n.team_id
            WHERE n.id = NEW.nomination_id AND g.user_id = NEW.lifted_by AND g.ends_on IS NULL))""",
        "somebody outside lifts the hold",
    )
    guards.refuse(
        op,
        "attendance_own_code",
        "attendance_marks",
        "INSERT",
        f"""NEW.how = 'code' AND NEW.kind <> 'out' AND EXISTS (
            SELECT 1 FROM grants g JOIN shifts s ON s.id = NEW.shift_id
            WHERE g.user_id = NEW.user_id AND g.role IN {SHOWS} AND {HERE}
            AND g.starts_on <= s.day AND g.ends_on IS NULL)""",
        "who can show a code does not check in with it",
    )
    guards.refuse(
        op,
        "attendance_other_team",
        "attendance_marks",
        "INSERT",
        f"""NEW.how = 'hand' AND EXISTS (SELECT 1 FROM attendance_marks c
            WHERE c.shift_id = NEW.shift_id AND c.user_id = NEW.user_id AND c.how = 'code')
            AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.user_id = NEW."by" AND (
                (g.role IN ('secretary', 'administrator') AND {HERE})
                OR (g.role = 'team_leader' AND g.team_id IN (
                    SELECT t.team_id FROM grants t WHERE t.user_id = NEW.user_id AND t.team_id IS NOT NULL))))""",
        "a leader does not overrule the check-in of another team",
    )
    op.add_column("schemes", sa.Column("reason", sa.String(), server_default="", nullable=False))
    op.add_column("scheme_drafts", sa.Column("reason", sa.String(), server_default="", nullable=False))
    op.add_column("scheme_drafts", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    for table, column in (("schemes", "agreed_by"), ("scheme_drafts", "asked_by")):
        named = f"CONSTRAINT fk_{table}_{column} REFERENCES users (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {named}")
    guards.refuse(
        op,
        "schemes_one",
        "schemes",
        "INSERT",
        _weights(op.get_bind().dialect.name) + " <> 1000000",
        "the weights of a team add up to one",
    )
    guards.refuse(
        op,
        "schemes_second",
        "schemes",
        "INSERT",
        f"""NEW.version > 1 AND NEW.made_by IS NOT NULL
            AND (NEW.agreed_by IS NULL OR NEW.agreed_by = NEW.made_by OR NEW.reason = '')
            AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = NEW.campaign_id
                AND c.starts_on <= {_day(op.get_bind().dialect.name)})""",
        "a scheme of a running campaign takes a reason and the leader",
    )


def downgrade():
    guards.drop(op, "schemes", "schemes_one", "schemes_second")
    for table, column in (("schemes", "agreed_by"), ("scheme_drafts", "asked_by")):
        op.drop_column(table, column)
    op.drop_column("scheme_drafts", "asked_at")
    op.drop_column("scheme_drafts", "reason")
    op.drop_column("schemes", "reason")
    guards.drop(op, "attendance_marks", "attendance_own_code", "attendance_other_team")
    guards.drop(op, "nomination_holds", "nomination_holds_second")
    op.drop_column("nomination_holds", "namesake")
    guards.drop(op, "holds", "holds_second")
    guards.drop(op, "logs", "logs_filed_by")
    guards.drop(op, "decisions", "decisions_second")
