"""Offers of a seat: to a person, to everyone able, or in exchange for a seat of somebody else."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Word
from app.core.db import Instant, db

OPEN, ACCEPTED, DECLINED, WITHDRAWN, LAPSED = "open", "accepted", "declined", "withdrawn", "lapsed"


class SwapOffer(db.Model):
    """Somebody's seat, to be taken over (``to_user_id`` None: by whoever can) or exchanged for ``wanted_id``, a seat
    of the person asked. Triggers let it lapse with either seat, and keep it as it ended."""

    __tablename__ = "swap_offers"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int]
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    to_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    wanted_shift_id: Mapped[int | None]
    wanted_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id"))
    state: Mapped[str] = mapped_column(Word, default=OPEN)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    # Who has the seat now.
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(default="")
    # Whether it was announced that it lapsed: a trigger can't.
    lapse_told: Mapped[bool] = mapped_column(default=False, server_default="false")

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        ForeignKeyConstraint(["ward_id", "wanted_shift_id"], ["shifts.ward_id", "shifts.id"]),
        CheckConstraint("state IN ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')", name="state"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("to_user_id <> user_id", name="oneself"),
        CheckConstraint(
            "(wanted_id IS NULL) = (wanted_shift_id IS NULL) AND (wanted_id IS NULL OR to_user_id IS NOT NULL)",
            name="wanted",
        ),
        CheckConstraint("wanted_shift_id <> shift_id", name="two_shifts"),
        CheckConstraint(
            "(state = 'accepted') = (taker_id IS NOT NULL) AND (taker_id IS NULL OR taker_id <> user_id) "
            "AND (taker_id IS NULL OR to_user_id IS NULL OR taker_id = to_user_id)",
            name="taker",
        ),
        Index(
            "uq_swap_offers_open",
            "sign_up_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_swap_offers_to",
            "to_user_id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_swap_offers_wanted",
            "wanted_id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_swap_offers_user_id", "user_id"),
        Index("ix_swap_offers_shift_id", "shift_id"),
    )
