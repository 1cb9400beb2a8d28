"""Corrections of names: only added, and the only way in which a name changes that stands in a ranking or on a list"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261130_66_names"
down_revision = "20261130_63_point_phone"
branch_labels = None
depends_on = None

ONE_SUBJECT = (
    "(CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) + "
    "(CASE WHEN nomination_id IS NULL THEN 0 ELSE 1 END) = 1"
)
# A correction speaks of the name as it is: of an account, of a team, of a candidate who has neither.
OTHER_NAME = (
    "(NEW.user_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM users u WHERE u.id = NEW.user_id AND u.name = NEW.old_name)) "
    "OR (NEW.team_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM teams t WHERE t.id = NEW.team_id AND t.name = NEW.old_name)) "
    "OR (NEW.nomination_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM nominations n WHERE n.id = NEW.nomination_id "
    "AND n.user_id IS NULL AND n.team_id IS NULL "
    "AND NEW.old_name = COALESCE((SELECT c.new_name FROM name_corrections c "
    "WHERE c.nomination_id = n.id ORDER BY c.id DESC LIMIT 1), n.name)))"
)
STANDS = (
    "NEW.name <> OLD.name AND (EXISTS (SELECT 1 FROM standings s WHERE s.{column} = OLD.id) "
    "OR EXISTS (SELECT 1 FROM nominations n WHERE n.{column} = OLD.id)) "
    "AND NOT EXISTS (SELECT 1 FROM name_corrections c WHERE c.{column} = OLD.id AND c.old_name = OLD.name "
    "AND c.new_name = NEW.name AND c.id = (SELECT MAX(d.id) FROM name_corrections d WHERE d.{column} = OLD.id))"
)
KEPT = ("ward_id", "user_id", "team_id", "nomination_id", "old_name", "new_name", "reason", "by", "at")


def _columns():
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("old_name", sa.String(), nullable=False),
        sa.Column("new_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
    )


def _constraints(table: str):
    return (
        sa.CheckConstraint(ONE_SUBJECT, name=op.f(f"ck_{table}_subject")),
        sa.CheckConstraint("old_name <> new_name AND new_name <> ''", name=op.f(f"ck_{table}_after")),
        sa.CheckConstraint("reason <> ''", name=op.f(f"ck_{table}_reason")),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f(f"fk_{table}_ward_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f(f"fk_{table}_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "team_id"], ["teams.ward_id", "teams.id"], name=op.f(f"fk_{table}_ward_id_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "nomination_id"],
            ["nominations.ward_id", "nominations.id"],
            name=op.f(f"fk_{table}_ward_id_nomination_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade():
    op.create_table(
        "name_corrections",
        *_columns(),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_constraints("name_corrections"),
        sa.CheckConstraint(
            'confirmed_by <> "by" AND confirmed_by <> user_id', name=op.f("ck_name_corrections_second")
        ),
        sa.CheckConstraint(
            'user_id IS NULL OR "by" <> user_id OR confirmed_by IS NOT NULL', name=op.f("ck_name_corrections_own")
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["users.id"], name=op.f("fk_name_corrections_confirmed_by")),
    )
    for column in ("ward_id", "user_id", "team_id", "nomination_id"):
        op.create_index(f"ix_name_corrections_{column}", "name_corrections", [column])
    op.create_table(
        "name_requests",
        *_columns(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *_constraints("name_requests"),
        sa.CheckConstraint(
            "(answered_by IS NULL) = (answered_at IS NULL) AND (answered_by IS NULL) = (granted IS NULL)",
            name=op.f("ck_name_requests_answer"),
        ),
        sa.CheckConstraint('NOT granted OR answered_by <> "by"', name=op.f("ck_name_requests_second")),
        sa.CheckConstraint("NOT granted OR answered_by <> user_id", name=op.f("ck_name_requests_own")),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_name_requests_answered_by")),
    )
    op.create_index("ix_name_requests_ward_id", "name_requests", ["ward_id"])
    # Whether a name stands anywhere is asked at each change of one.
    for column in ("user_id", "team_id"):
        op.create_index(f"ix_standings_{column}", "standings", [column])
        op.create_index(f"ix_nominations_{column}", "nominations", [column])
    guards.append_only(op, "name_corrections")
    guards.refuse(
        op, "name_corrections_now", "name_corrections", "INSERT", OTHER_NAME, "the name is another one by now"
    )
    guards.refuse(op, "name_requests_kept", "name_requests", "DELETE", "TRUE", "what was asked is kept")
    guards.refuse(
        op,
        "name_requests_once",
        "name_requests",
        "UPDATE",
        "OLD.answered_by IS NOT NULL OR " + " OR ".join(f'NEW."{one}" {{differs}} OLD."{one}"' for one in KEPT),
        "a request is answered once",
    )
    for table, column in (("users", "user_id"), ("teams", "team_id")):
        guards.refuse(
            op,
            f"{table}_name_stands",
            table,
            "UPDATE OF name",
            STANDS.format(column=column),
            "a name that stands in a ranking or on a list is corrected with a reason",
        )


def downgrade():
    """What was corrected keeps its right name; who corrected it, and why, is gone."""
    for table in ("teams", "users"):
        guards.drop(op, table, f"{table}_name_stands")
    guards.drop(op, "name_requests", "name_requests_once", "name_requests_kept")
    guards.drop(op, "name_corrections", "name_corrections_now")
    guards.drop_append_only(op, "name_corrections")
    for column in ("team_id", "user_id"):
        op.drop_index(f"ix_nominations_{column}", table_name="nominations")
        op.drop_index(f"ix_standings_{column}", table_name="standings")
    op.drop_table("name_requests")
    op.drop_table("name_corrections")
