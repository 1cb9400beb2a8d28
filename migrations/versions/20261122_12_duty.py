"""Who may take a shift: kinds, skills, rest and load, offers with a deadline, seats held for somebody"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_12_duty"
down_revision = "20261122_11_day_full"
branch_labels = None
depends_on = None

# ALTER TABLE, said plainly: SQLite would otherwise copy the table and lose its triggers.
COLUMNS = (
    ("points", "kind", "VARCHAR NOT NULL DEFAULT 'place'", "kind IN ('place', 'line')"),
    ("campaigns", "rest_minutes", "INTEGER NOT NULL DEFAULT 600", "rest_minutes BETWEEN 0 AND 2880"),
    ("campaigns", "evening_from", "TIME NOT NULL DEFAULT '20:00:00.000000'", None),
    ("campaigns", "day_minutes", "INTEGER DEFAULT 720", "day_minutes BETWEEN 30 AND 1440"),
    ("campaigns", "week_minutes", "INTEGER DEFAULT 2880", "week_minutes BETWEEN 30 AND 10080"),
    ("campaigns", "min_age", "INTEGER DEFAULT 16", "min_age BETWEEN 1 AND 99"),
    ("campaigns", "opens_days", "INTEGER", "opens_days BETWEEN 0 AND 366"),
    ("campaigns", "leave_minutes", "INTEGER NOT NULL DEFAULT 0", "leave_minutes BETWEEN 0 AND 20160"),
    ("campaigns", "offer_minutes", "INTEGER NOT NULL DEFAULT 120", "offer_minutes BETWEEN 0 AND 10080"),
    ("campaigns", "offer_least_minutes", "INTEGER NOT NULL DEFAULT 10", "offer_least_minutes BETWEEN 1 AND 1440"),
    ("campaigns", "naming_minutes", "INTEGER NOT NULL DEFAULT 1440", "naming_minutes BETWEEN 0 AND 20160"),
    ("shifts", "kind", "VARCHAR NOT NULL DEFAULT 'point'", "kind IN ('point', 'round', 'training', 'on_call')"),
    ("shifts", "opens_at", "{instant}", None),
    ("shifts", "skill_id", "INTEGER", None),
    ("shifts", "lead_seats", "INTEGER NOT NULL DEFAULT 0", "lead_seats >= 0 AND lead_seats <= max_heads"),
    ("shifts", "leads_taken", "INTEGER NOT NULL DEFAULT 0", "leads_taken >= 0 AND leads_taken <= seats_taken"),
    (
        "shifts",
        "seats_held",
        "INTEGER NOT NULL DEFAULT 0",
        "seats_held >= 0 AND seats_taken + seats_held <= max_heads",
    ),
    ("shifts", "version", "INTEGER NOT NULL DEFAULT 0", None),
    ("sign_ups", "as_lead", "BOOLEAN NOT NULL DEFAULT FALSE", None),
    ("sign_ups", "offered_at", "{instant}", None),
    ("sign_ups", "offered_until", "{instant}", "offered_until IS NULL OR state = 'waiting'"),
    ("sign_ups", "confirmed_at", "{instant}", None),
)

_TAKEN = "CASE WHEN {row}.state = 'seated' THEN 1 ELSE 0 END"
_LEADS = "CASE WHEN {row}.state = 'seated' AND {row}.as_lead THEN 1 ELSE 0 END"
_LINE = "CASE WHEN {row}.state = 'waiting' THEN 1 ELSE 0 END"
_HELD = "CASE WHEN {row}.offered_until IS NOT NULL THEN 1 ELSE 0 END"
_COUNTERS = (("seats_taken", _TAKEN), ("leads_taken", _LEADS), ("in_line", _LINE), ("seats_held", _HELD))
NAMES = ("sign_ups_seat_taken", "sign_ups_seat_changed", "sign_ups_seat_gone")


def _count(plus: str | None, minus: str | None) -> str:
    """All counters in one statement: a promise that becomes a seat must never count twice in between."""
    parts = []
    for name, worth in _COUNTERS:
        more = f" + {worth.format(row=plus)}" if plus else ""
        less = f" - {worth.format(row=minus)}" if minus else ""
        parts.append(f"{name} = {name}{more}{less}")
    return f"UPDATE shifts SET {', '.join(parts)} WHERE id = {plus or minus}.shift_id"


def upgrade():
    instant = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    op.create_table(
        "skills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f("fk_skills_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
        sa.UniqueConstraint("ward_id", "id", name=op.f("uq_skills_ward_id_id")),
        sa.UniqueConstraint("ward_id", "search_key", name=op.f("uq_skills_ward_id_search_key")),
    )
    op.create_table(
        "user_skills",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_skills_user_id")),
        sa.ForeignKeyConstraint(
            ["ward_id", "skill_id"], ["skills.ward_id", "skills.id"], name=op.f("fk_user_skills_ward_id_skill_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "skill_id", name=op.f("pk_user_skills")),
    )
    for table, name, kind, check in COLUMNS:
        rule = f" CONSTRAINT ck_{table}_{name} CHECK ({check})" if check else ""
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind.format(instant=instant)}{rule}")
    op.create_index("ix_sign_ups_offered_until", "sign_ups", ["offered_until"])
    guards.drop(op, "sign_ups", *NAMES)
    guards.follow(op, NAMES[0], "sign_ups", "INSERT", "NEW.state <> 'left'", _count("NEW", None))
    guards.follow(
        op,
        NAMES[1],
        "sign_ups",
        "UPDATE",
        "OLD.state <> NEW.state OR OLD.as_lead <> NEW.as_lead "
        "OR (OLD.offered_until IS NULL) <> (NEW.offered_until IS NULL)",
        _count("NEW", "OLD"),
    )
    guards.follow(op, NAMES[2], "sign_ups", "DELETE", "OLD.state <> 'left'", _count(None, "OLD"))
    guards.follow(
        op,
        "shifts_version",
        "shifts",
        "UPDATE OF point_id, starts_at, ends_at, slot, kind, cancelled_at",
        "TRUE",
        "UPDATE shifts SET version = version + 1 WHERE id = NEW.id",
    )


def _count_before(plus: str | None, minus: str | None) -> str:
    parts = []
    for name, worth in (("seats_taken", _TAKEN), ("in_line", _LINE)):
        more = f" + {worth.format(row=plus)}" if plus else ""
        less = f" - {worth.format(row=minus)}" if minus else ""
        parts.append(f"{name} = {name}{more}{less}")
    return f"UPDATE shifts SET {', '.join(parts)} WHERE id = {plus or minus}.shift_id"


def downgrade():
    guards.drop(op, "shifts", "shifts_version")
    guards.drop(op, "sign_ups", *NAMES)
    op.drop_index("ix_sign_ups_offered_until", table_name="sign_ups")
    for table, name, _kind, check in reversed(COLUMNS):
        if check and op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.drop_table("user_skills")
    op.drop_table("skills")
    guards.follow(op, NAMES[0], "sign_ups", "INSERT", "NEW.state <> 'left'", _count_before("NEW", None))
    guards.follow(op, NAMES[1], "sign_ups", "UPDATE", "OLD.state <> NEW.state", _count_before("NEW", "OLD"))
    guards.follow(op, NAMES[2], "sign_ups", "DELETE", "OLD.state <> 'left'", _count_before(None, "OLD"))
