"""Schemes by which points are counted, and the rankings that were published."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


class SchemeVersion(db.Model):
    """One version of the rules of counting, as a JSON document; a change is a new version (trigger). One that
    somebody makes while the campaign runs has a `reason` and the leader's consent, `agreed_by` (trigger)."""

    __tablename__ = "schemes"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        UniqueConstraint("campaign_id", "version"),
        UniqueConstraint("ward_id", "id"),
    )


class SchemeDraft(db.Model):
    """The next version while it is being written: it counts nothing, and may be changed and thrown away.

    `based_on` is the version that counted when it was begun, 0 for none; `revision` rises with every saving. Once its
    leader was asked to agree: why (`reason`), by whom and when; another saving takes that back.
    """

    __tablename__ = "scheme_drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int] = mapped_column(unique=True)
    based_on: Mapped[int]
    revision: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    saved_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),)


class Hold(db.Model):
    """A person whose merit can't be weighed for now (under review, complaint open); seen by leaders only. Nobody
    lifts one on themselves (trigger)."""

    __tablename__ = "holds"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str]
    placed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    placed_at: Mapped[datetime] = mapped_column(Instant)
    lift_reason: Mapped[str] = mapped_column(default="")
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        Index(
            "uq_holds_now",
            "campaign_id",
            "user_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )


class Ranking(db.Model):
    """A published copy: what was ranked, by which scheme, with every addend. Never changed (trigger)."""

    __tablename__ = "rankings"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    scheme_id: Mapped[int]
    scheme_version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    checksum: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime] = mapped_column(Instant)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "scheme_id"], ["schemes.ward_id", "schemes.id"]),
        UniqueConstraint("ward_id", "id"),
        Index("ix_rankings_campaign_id", "campaign_id"),
    )


class FreezePlan(db.Model):
    """When the ranking of a campaign is to be frozen; None: at no set moment. Once it has passed it stays (trigger).

    Deciding on a record takes this row for reading (a trigger of ``decisions``), freezing for writing: a decision
    made before the moment is on disk before the copy is counted.
    """

    __tablename__ = "freeze_plans"
    campaign_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    moment: Mapped[datetime | None] = mapped_column(Instant)
    set_at: Mapped[datetime] = mapped_column(Instant)
    set_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        CheckConstraint("moment IS NULL OR moment > set_at", name="ahead"),
    )


class Freeze(db.Model):
    """A copy that counts: that of the set moment, or one that was decided on afterwards. The last row counts; rows
    are only added (triggers).

    The copy holds what was approved before `until`; no decision of an earlier time can be added any more (trigger).
    """

    __tablename__ = "freezes"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    campaign_id: Mapped[int]
    ranking_id: Mapped[int]
    kind: Mapped[str]
    until: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        ForeignKeyConstraint(["ward_id", "ranking_id"], ["rankings.ward_id", "rankings.id"]),
        CheckConstraint("kind IN ('moment', 'again')", name="kind"),
        CheckConstraint("(kind = 'again') = (reason <> '')", name="reason"),
        UniqueConstraint("ranking_id"),
        CheckConstraint("until <= at", name="until"),
        Index("ix_freezes_campaign_id", "campaign_id"),
        Index(
            "uq_freezes_moment",
            "campaign_id",
            unique=True,
            sqlite_where=text("kind = 'moment'"),
            postgresql_where=text("kind = 'moment'"),
        ),
    )


class Standing(db.Model):
    """One row of a published ranking: a person or a team, its place and every figure that made it.

    `figures` is its row of the ranking's document without the addends; `addends` holds these, with the names of
    whoever earned and approved them as they were then.
    """

    __tablename__ = "standings"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    ranking_id: Mapped[int]
    board: Mapped[str]
    position: Mapped[int]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[int | None]
    name: Mapped[str]
    team: Mapped[str] = mapped_column(default="")
    place: Mapped[int | None]
    eligible: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    figures: Mapped[str] = mapped_column(Text)
    addends: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "ranking_id"], ["rankings.ward_id", "rankings.id"]),
        UniqueConstraint("ward_id", "id"),
        UniqueConstraint("ranking_id", "board", "position"),
        CheckConstraint(
            "(board = 'individuals' AND user_id IS NOT NULL) OR (board = 'collectives' AND team_id IS NOT NULL)",
            name="board",
        ),
        CheckConstraint("eligible OR place IS NULL", name="place"),
        Index("ix_standings_user_id", "user_id"),
        Index("ix_standings_team_id", "team_id"),
    )
