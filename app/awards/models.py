"""Award rounds: a frozen ranking, a quota, and each choice with its reason."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, false, text
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
        Index("ix_nominations_user_id", "user_id"),
        Index("ix_nominations_team_id", "team_id"),
    )


def _nomination():
    return ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"])


def _once(name: str, *columns: str, while_null: str):
    condition = text(f"{while_null} IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class Proposal(db.Model):
    """Somebody proposed a candidate, by a criterion of the law and with grounds. It can be withdrawn, once (trigger).

    `team_id`: the team in whose name a team leader did so.
    """

    __tablename__ = "proposals"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    nomination_id: Mapped[int]
    team_id: Mapped[int | None]
    criterion: Mapped[str]
    grounds: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        _nomination(),
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        CheckConstraint("criterion IN ('movement', 'field', 'contribution')", name="criterion"),
        CheckConstraint("grounds <> ''", name="grounds"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),
        _once("uq_proposals_now", "nomination_id", "by", while_null="withdrawn_at"),
    )


class Achievement(db.Model):
    """A candidate's achievement in somebody's words; "" takes our draft again. The last row counts; rows are only
    added, and none after the decision (trigger)."""

    __tablename__ = "achievements"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    nomination_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (_nomination(), Index("ix_achievements_nomination_id", "nomination_id"))


class NominationHold(db.Model):
    """A candidate that can't be commended for now (under review, complaint open); seen by leaders only.

    Of people with an account the hold of the ranking counts (`ranking.models.Hold`); this is for teams, households
    and whoever has none. `namesake`: it has the name of somebody on hold; who gave it that name (`placed_by`) doesn't
    lift this, and nobody lifts a hold on their own team (trigger).
    """

    __tablename__ = "nomination_holds"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    nomination_id: Mapped[int]
    reason: Mapped[str]
    placed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    placed_at: Mapped[datetime] = mapped_column(Instant)
    lift_reason: Mapped[str] = mapped_column(default="")
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    namesake: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        _nomination(),
        CheckConstraint("reason <> ''", name="reason"),
        _once("uq_nomination_holds_now", "nomination_id", while_null="lifted_at"),
    )


class ParallelAward(db.Model):
    """A note that somebody else (the Youth Union, the city) commended the same achievement; it can be taken off."""

    __tablename__ = "parallel_awards"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    nomination_id: Mapped[int]
    issuer: Mapped[str]
    day: Mapped[date]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        _nomination(),
        CheckConstraint("issuer <> ''", name="issuer"),
        Index("ix_parallel_awards_nomination_id", "nomination_id"),
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


class Rest(db.Model):
    """The round was let rest on another copy of the ranking, by whom and why. Rows are only added (triggers); without
    one the ranking of a round stays as it is (trigger)."""

    __tablename__ = "rests"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    before_id: Mapped[int]
    ranking_id: Mapped[int]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"]),
        ForeignKeyConstraint(["ward_id", "before_id"], ["rankings.ward_id", "rankings.id"]),
        ForeignKeyConstraint(["ward_id", "ranking_id"], ["rankings.ward_id", "rankings.id"]),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("ranking_id <> before_id", name="another"),
        Index("ix_rests_round_id", "round_id"),
    )
