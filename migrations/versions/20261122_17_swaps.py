"""Seats that change hands: offers to a person, to everyone able, in exchange for another seat"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_17_swaps"
down_revision = "20261122_16_calendars"
branch_labels = None
depends_on = None

_SEATED = (
    "EXISTS (SELECT 1 FROM sign_ups WHERE sign_ups.id = NEW.{seat} AND sign_ups.state = 'seated' "
    "AND sign_ups.user_id = NEW.{person} AND sign_ups.shift_id = NEW.{shift} AND sign_ups.ward_id = NEW.ward_id)"
)
_GIVEN = _SEATED.format(seat="sign_up_id", person="user_id", shift="shift_id")
_WANTED = _SEATED.format(seat="wanted_id", person="to_user_id", shift="wanted_shift_id")
_FALSE = f"(NOT {_GIVEN} OR (NEW.wanted_id IS NOT NULL AND NOT {_WANTED}))"
_FIXED = ("ward_id", "shift_id", "sign_up_id", "user_id", "to_user_id", "wanted_shift_id", "wanted_id", "made_by")
_ENDED = ("state", "taker_id", "ended_at", "ended_by", "reason", "made_at")
GUARDS = ("swap_offers_true_insert", "swap_offers_true_update", "swap_offers_stay", "swap_offers_stay_here")
LAPSE = "sign_ups_offers_lapse"
COUNTS = ("swap_offers_counted", "swap_offers_ended")


def upgrade():
    op.execute(
        "ALTER TABLE shifts ADD COLUMN on_offer INTEGER NOT NULL DEFAULT 0 "
        "CONSTRAINT ck_shifts_on_offer CHECK (on_offer >= 0)"
    )
    op.create_table(
        "swap_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("to_user_id", sa.Integer(), nullable=True),
        sa.Column("wanted_shift_id", sa.Integer(), nullable=True),
        sa.Column("wanted_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("lapse_told", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')", name=op.f("ck_swap_offers_state")
        ),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_swap_offers_ended")),
        sa.CheckConstraint("to_user_id <> user_id", name=op.f("ck_swap_offers_oneself")),
        sa.CheckConstraint(
            "(wanted_id IS NULL) = (wanted_shift_id IS NULL) AND (wanted_id IS NULL OR to_user_id IS NOT NULL)",
            name=op.f("ck_swap_offers_wanted"),
        ),
        sa.CheckConstraint("wanted_shift_id <> shift_id", name=op.f("ck_swap_offers_two_shifts")),
        sa.CheckConstraint(
            "(state = 'accepted') = (taker_id IS NOT NULL) AND (taker_id IS NULL OR taker_id <> user_id) "
            "AND (taker_id IS NULL OR to_user_id IS NULL OR taker_id = to_user_id)",
            name=op.f("ck_swap_offers_taker"),
        ),
        *(
            sa.ForeignKeyConstraint(
                ["ward_id", column], ["shifts.ward_id", "shifts.id"], name=op.f(f"fk_swap_offers_ward_id_{column}")
            )
            for column in ("shift_id", "wanted_shift_id")
        ),
        *(
            sa.ForeignKeyConstraint([column], ["sign_ups.id"], name=op.f(f"fk_swap_offers_{column}"))
            for column in ("sign_up_id", "wanted_id")
        ),
        *(
            sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_swap_offers_{column}"))
            for column in ("user_id", "to_user_id", "made_by", "taker_id", "ended_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swap_offers")),
    )
    still = sa.text("state = 'open'")
    for name, column, unique in (
        ("uq_swap_offers_open", "sign_up_id", True),
        ("ix_swap_offers_to", "to_user_id", False),
        ("ix_swap_offers_wanted", "wanted_id", False),
    ):
        op.create_index(name, "swap_offers", [column], unique=unique, sqlite_where=still, postgresql_where=still)
    op.create_index("ix_swap_offers_user_id", "swap_offers", ["user_id"])
    op.create_index("ix_swap_offers_shift_id", "swap_offers", ["shift_id"])
    said = "a seat is offered and passed on by whoever holds it"
    guards.refuse(op, GUARDS[0], "swap_offers", "INSERT", f"NEW.state IN ('open', 'accepted') AND {_FALSE}", said)
    guards.refuse(op, GUARDS[1], "swap_offers", "UPDATE", f"NEW.state = 'accepted' AND {_FALSE}", said)
    changed = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _FIXED)
    ended = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _ENDED)
    guards.refuse(
        op,
        GUARDS[2],
        "swap_offers",
        "UPDATE",
        f"{changed} OR (OLD.state <> 'open' AND ({ended}))",
        "an offer stays as it is",
    )
    guards.refuse(op, GUARDS[3], "swap_offers", "DELETE", "TRUE", "an offer stays on record")
    guards.follow(
        op,
        COUNTS[0],
        "swap_offers",
        "INSERT",
        "NEW.state = 'open' AND NEW.to_user_id IS NULL",
        "UPDATE shifts SET on_offer = on_offer + 1 WHERE id = NEW.shift_id",
    )
    guards.follow(
        op,
        COUNTS[1],
        "swap_offers",
        "UPDATE",
        "OLD.to_user_id IS NULL AND OLD.state = 'open' AND NEW.state <> 'open'",
        "UPDATE shifts SET on_offer = on_offer - 1 WHERE id = NEW.shift_id",
    )
    guards.follow(
        op,
        LAPSE,
        "sign_ups",
        "UPDATE OF state",
        "OLD.state = 'seated' AND NEW.state <> 'seated'",
        "UPDATE swap_offers SET state = 'lapsed', ended_at = NEW.left_at "
        "WHERE state = 'open' AND (sign_up_id = NEW.id OR wanted_id = NEW.id)",
    )


def downgrade():
    guards.drop(op, "sign_ups", LAPSE)
    guards.drop(op, "swap_offers", *GUARDS, *COUNTS)
    op.drop_table("swap_offers")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE shifts DROP CONSTRAINT ck_shifts_on_offer")
    op.execute("ALTER TABLE shifts DROP COLUMN on_offer")
