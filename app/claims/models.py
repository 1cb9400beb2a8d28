"""Seats of a shift that a team keeps for its people, and whom it has named."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class TeamClaim(db.Model):
    """A team's seats in one shift: those with a person on them and those still ``unnamed``, which are held until
    ``until`` (half-open). Triggers count them in the shift, and take a seat off that a named person leaves."""

    __tablename__ = "team_claims"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    shift_id: Mapped[int]
    team_id: Mapped[int]
    seats: Mapped[int]
    unnamed: Mapped[int]
    until: Mapped[datetime] = mapped_column(Instant)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "shift_id"], ["shifts.ward_id", "shifts.id"]),
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        UniqueConstraint("shift_id", "team_id"),
        CheckConstraint("unnamed >= 0 AND unnamed <= seats", name="unnamed"),
        Index("ix_team_claims_team_id", "team_id"),
    )


class ClaimName(db.Model):
    """The seat of somebody whom a team has named."""

    __tablename__ = "claim_names"
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"), primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("team_claims.id"), index=True)
