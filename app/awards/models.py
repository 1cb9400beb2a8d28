"""Award rounds: a frozen ranking, a quota, and each choice with its reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class Round(db.Model):
    """One commendation of one campaign: it rests on a published ranking and ends in a locked list."""

    __tablename__ = "rounds"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int] = mapped_column(unique=True)
    ranking_id: Mapped[int]
    quota_collectives: Mapped[int]
    quota_individuals: Mapped[int]
    quota_households: Mapped[int] = mapped_column(server_default="0")
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    locked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Decided: from here on no text of an achievement changes either.
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "ranking_id"], ["rankings.ward_id", "rankings.id"]),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("quota_collectives >= 0 AND quota_individuals >= 0", name="quota"),
        CheckConstraint("quota_households >= 0", name="households"),
        CheckConstraint("closed_at IS NULL OR locked_at IS NOT NULL", name="closed"),
    )


class Nomination(db.Model):
    """A candidate of a round: somebody of its ranking, or somebody who was proposed.

    Everything that happens to a candidate hangs on this row. `standing_id` is its row in the ranking on which the
    round rests now; who stands in none has no standing. Of persons and teams with an account the ids are known; a
    household, and whoever belongs to another unit, is a name.
    """

    __tablename__ = "nominations"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    subject: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[int | None]
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    standing_id: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        ForeignKeyConstraint(["ward_id", "standing_id"], ["standings.ward_id", "standings.id"]),
        UniqueConstraint("ward_id", "id"),
        UniqueConstraint("round_id", "user_id"),
        UniqueConstraint("round_id", "team_id"),
        CheckConstraint("subject IN ('individual', 'collective', 'household')", name="subject"),
        CheckConstraint(
            "(subject = 'individual' OR user_id IS NULL) AND (subject = 'collective' OR team_id IS NULL)", name="who"
        ),
        CheckConstraint("name <> ''", name="name"),
    )


class Choice(db.Model):
    """Somebody chose a candidate, struck one, or took that back. The last row of a candidate counts (trigger)."""

    __tablename__ = "choices"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    nomination_id: Mapped[int]
    verdict: Mapped[str]
    departs: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        CheckConstraint("verdict IN ('chosen', 'struck', 'cleared')", name="verdict"),
        CheckConstraint("NOT departs OR reason <> ''", name="reason"),
        Index("ix_choices_round_id", "round_id", "nomination_id"),
    )
