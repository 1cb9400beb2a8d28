"""Seats that a team keeps for its people until it names them"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_20_claims"
down_revision = "20261122_19_plan"
branch_labels = None
depends_on = None

COLUMNS = (
    ("team_seats", "INTEGER NOT NULL DEFAULT 0", "team_seats >= 0"),
    (
        "team_unnamed",
        "INTEGER NOT NULL DEFAULT 0",
        "team_unnamed >= 0 AND team_unnamed <= seats_held AND team_unnamed <= team_seats",
    ),
    ("team_until", "{instant}", None),
)
LEFT = "sign_ups_team_seat_left"
COUNTS = ("team_claims_made", "team_claims_changed", "team_claims_stay")


def _count(seats: str, unnamed: str) -> str:
    return (
        f"UPDATE shifts SET seats_held = seats_held + {unnamed}, team_unnamed = team_unnamed + {unnamed}, "
        f"team_seats = team_seats + {seats}, team_until = NEW.until WHERE id = NEW.shift_id"
    )


def upgrade():
    instant = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    for name, kind, check in COLUMNS:
        rule = f" CONSTRAINT ck_shifts_{name} CHECK ({check})" if check else ""
        op.execute(f"ALTER TABLE shifts ADD COLUMN {name} {kind.format(instant=instant)}{rule}")
    op.create_table(
        "team_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("unnamed", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("unnamed >= 0 AND unnamed <= seats", name=op.f("ck_team_claims_unnamed")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_team_claims_made_by")),
        sa.ForeignKeyConstraint(
            ["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"], name=op.f("fk_team_claims_ward_id_shift_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "team_id"], ["teams.ward_id", "teams.id"], name=op.f("fk_team_claims_ward_id_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_claims")),
        sa.UniqueConstraint("shift_id", "team_id", name=op.f("uq_team_claims_shift_id_team_id")),
    )
    op.create_index("ix_team_claims_team_id", "team_claims", ["team_id"])
    op.create_table(
        "claim_names",
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["team_claims.id"], name=op.f("fk_claim_names_claim_id")),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], name=op.f("fk_claim_names_sign_up_id")),
        sa.PrimaryKeyConstraint("sign_up_id", name=op.f("pk_claim_names")),
    )
    op.create_index("ix_claim_names_claim_id", "claim_names", ["claim_id"])
    guards.follow(op, COUNTS[0], "team_claims", "INSERT", "TRUE", _count("NEW.seats", "NEW.unnamed"))
    guards.follow(
        op,
        COUNTS[1],
        "team_claims",
        "UPDATE",
        "OLD.seats <> NEW.seats OR OLD.unnamed <> NEW.unnamed OR OLD.until <> NEW.until",
        _count("NEW.seats - OLD.seats", "NEW.unnamed - OLD.unnamed"),
    )
    guards.refuse(
        op, COUNTS[2], "team_claims", "DELETE", "TRUE", "seats of a team are given back and never forgotten"
    )
    guards.follow(
        op,
        LEFT,
        "sign_ups",
        "UPDATE OF state",
        "OLD.state = 'seated' AND NEW.state <> 'seated'",
        "UPDATE team_claims SET seats = seats - 1 "
        "WHERE id = (SELECT claim_id FROM claim_names WHERE sign_up_id = NEW.id)",
    )


def downgrade():
    guards.drop(op, "sign_ups", LEFT)
    guards.drop(op, "team_claims", *COUNTS)
    op.drop_table("claim_names")
    op.drop_table("team_claims")
    for name, _kind, check in reversed(COLUMNS):
        if check and op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE shifts DROP CONSTRAINT ck_shifts_{name}")
        op.execute(f"ALTER TABLE shifts DROP COLUMN {name}")
