"""Candidates of a round: what was said about a standing, and certificates, hang on a nomination"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261129_24_nominations"
down_revision = "20261129_23_proof"
branch_labels = None
depends_on = None

NUMBERS = "paper_details_numbers_stay"
CHILDREN = ("revocations", "kept_files")  # of certificates
NOMINATE = """
INSERT INTO nominations (ward_id, round_id, subject, user_id, team_id, name, unit, standing_id, added_at, added_by)
SELECT r.ward_id, r.id, CASE s.board WHEN 'individuals' THEN 'individual' ELSE 'collective' END,
CASE s.board WHEN 'individuals' THEN s.user_id END, CASE s.board WHEN 'collectives' THEN s.team_id END,
s.name, CASE s.board WHEN 'individuals' THEN s.team ELSE '' END, s.id, r.opened_at, r.opened_by
FROM rounds AS r JOIN standings AS s ON s.ranking_id = r.ranking_id ORDER BY r.id, s.board, s.position
"""
SAME = " OR ".join(
    f"NEW.{column} {{differs}} OLD.{column}"
    for column in (
        "ward_id",
        "campaign_id",
        "ranking_id",
        "quota_collectives",
        "quota_individuals",
        "quota_households",
        "opened_at",
        "opened_by",
        "locked_at",
        "locked_by",
    )
)


def upgrade():
    op.execute(
        "ALTER TABLE rounds ADD COLUMN quota_households INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_rounds_households CHECK (quota_households >= 0)"
    )
    instant = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    op.execute(
        f"ALTER TABLE rounds ADD COLUMN closed_at {instant} "
        "CONSTRAINT ck_rounds_closed CHECK (closed_at IS NULL OR locked_at IS NOT NULL)"
    )
    guards.drop(op, "rounds", "rounds_locked")
    guards.refuse(
        op,
        "rounds_locked",
        "rounds",
        "UPDATE",
        f"OLD.closed_at IS NOT NULL OR (OLD.locked_at IS NOT NULL AND ({SAME}))",
        "the list is locked",
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("standing_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "subject IN ('individual', 'collective', 'household')", name=op.f("ck_nominations_subject")
        ),
        sa.CheckConstraint(
            "(subject = 'individual' OR user_id IS NULL) AND (subject = 'collective' OR team_id IS NULL)",
            name=op.f("ck_nominations_who"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_nominations_name")),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_nominations_added_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_nominations_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"], name=op.f("fk_nominations_ward_id_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "team_id"], ["teams.ward_id", "teams.id"], name=op.f("fk_nominations_ward_id_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "standing_id"],
            ["standings.ward_id", "standings.id"],
            name=op.f("fk_nominations_ward_id_standing_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
        sa.UniqueConstraint("round_id", "team_id", name=op.f("uq_nominations_round_id_team_id")),
        sa.UniqueConstraint("round_id", "user_id", name=op.f("uq_nominations_round_id_user_id")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_nominations_ward_id_id")),
    )
    op.execute(NOMINATE)
    _hang_on("nomination_id", "nominations", "standing_id", "n.standing_id = {table}.standing_id", "n.id")
    guards.refuse(op, "nominations_kept", "nominations", "DELETE", "TRUE", "a nomination is kept")
    guards.refuse(
        op,
        "nominations_late",
        "nominations",
        "INSERT",
        "EXISTS (SELECT 1 FROM rounds WHERE rounds.id = NEW.round_id AND rounds.locked_at IS NOT NULL)",
        "the list is locked",
    )
    guards.refuse(
        op,
        "nominations_fixed",
        "nominations",
        "UPDATE",
        "EXISTS (SELECT 1 FROM rounds WHERE rounds.id = OLD.round_id AND rounds.locked_at IS NOT NULL) OR "
        + " OR ".join(
            f"NEW.{column} {{differs}} OLD.{column}"
            for column in ("ward_id", "round_id", "subject", "user_id", "team_id", "added_at", "added_by")
        ),
        "a nomination stays what it is",
    )


def downgrade():
    """What was said about candidates without a standing, and certificates of theirs, can't be kept."""
    guards.drop(op, "nominations", "nominations_kept", "nominations_late", "nominations_fixed")
    _hang_on("standing_id", "standings", "nomination_id", "n.id = {table}.nomination_id", "n.standing_id")
    op.drop_table("nominations")
    guards.drop(op, "rounds", "rounds_locked")
    op.execute("ALTER TABLE rounds DROP COLUMN closed_at")
    op.execute("ALTER TABLE rounds DROP COLUMN quota_households")
    guards.refuse(op, "rounds_locked", "rounds", "UPDATE", "OLD.locked_at IS NOT NULL", "the list is locked")


def _hang_on(new: str, to: str, old: str, match: str, value: str) -> None:
    """Choices and certificates point with ``new`` at ``to`` and no longer with ``old``."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    guards.drop(op, "paper_details", NUMBERS)
    guards.drop(op, "choices", "choices_locked")
    op.drop_index("ix_choices_round_id", table_name="choices")
    for table in ("choices", "certificates", *CHILDREN):
        guards.drop_append_only(op, table)
    for table in ("choices", "certificates"):
        op.add_column(table, sa.Column(new, sa.Integer(), nullable=True))
        op.execute(
            f"UPDATE {table} SET {new} = (SELECT {value} FROM nominations AS n "
            f"WHERE n.round_id = {table}.round_id AND {match.format(table=table)})"
        )
    op.execute(
        "DELETE FROM revocations WHERE certificate_id IN "
        f"(SELECT id FROM certificates WHERE certificates.{new} IS NULL)"
    )
    op.execute(
        "DELETE FROM kept_files WHERE certificate_id IN "
        f"(SELECT id FROM certificates WHERE certificates.{new} IS NULL)"
    )
    for table in ("certificates", "choices"):
        op.execute(f"DELETE FROM {table} WHERE {new} IS NULL")
    # SQLite makes these tables anew; nothing may point at the old ones while it does.
    for table in CHILDREN if sqlite else ():
        op.execute(f"CREATE TABLE {table}_aside AS SELECT * FROM {table}")
        op.execute(f"DELETE FROM {table}")
    for table in ("choices", "certificates"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column(new, existing_type=sa.Integer(), nullable=False)
            batch.drop_constraint(f"fk_{table}_ward_id_{old}", type_="foreignkey")
            if table == "certificates":
                batch.drop_constraint(f"uq_certificates_round_id_{old}", type_="unique")
                batch.create_unique_constraint(f"uq_certificates_round_id_{new}", ["round_id", new])
            batch.create_foreign_key(f"fk_{table}_ward_id_{new}", to, ["ward_id", new], ["ward_id", "id"])
            batch.drop_column(old)
    for table in CHILDREN if sqlite else ():
        op.execute(f"INSERT INTO {table} SELECT * FROM {table}_aside")
        op.execute(f"DROP TABLE {table}_aside")
    op.create_index("ix_choices_round_id", "choices", ["round_id", new])
    for table in ("choices", "certificates", *CHILDREN):
        guards.append_only(op, table)
    guards.refuse(
        op,
        "choices_locked",
        "choices",
        "INSERT",
        "EXISTS (SELECT 1 FROM rounds WHERE rounds.id = NEW.round_id AND rounds.locked_at IS NOT NULL)",
        "the list is locked",
    )
    guards.refuse(
        op,
        NUMBERS,
        "paper_details",
        "UPDATE",
        "(NEW.decision_no {differs} OLD.decision_no OR NEW.decision_day {differs} OLD.decision_day) AND EXISTS "
        "(SELECT 1 FROM certificates WHERE certificates.round_id = OLD.round_id AND certificates.kind = 'merit')",
        "certificates carry this number",
    )
