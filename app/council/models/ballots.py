"""What a session votes on, who may not, and the votes: open ones with their names, secret ones kept apart."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

from .sessions import of_session


def _of(column: str, table: str):
    return ForeignKeyConstraint(["session_id", column], [f"{table}.session_id", f"{table}.id"])


class CouncilItem(db.Model):
    """A candidate on the agenda, as the locked list stood when the session was opened; `tied`: equal at the line.
    The chair adds further ones, each with a reason. Rows are only added (trigger)."""

    __tablename__ = "council_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    nomination_id: Mapped[int]
    position: Mapped[int]
    board: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    place: Mapped[int | None]
    tied: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        of_session(),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        UniqueConstraint("session_id", "id"),
        UniqueConstraint("session_id", "nomination_id"),
        CheckConstraint("board IN ('collectives', 'individuals', 'households')", name="board"),
        CheckConstraint("added_by IS NULL OR reason <> ''", name="reason"),
    )

    @property
    def competes(self) -> bool:
        return self.tied or self.added_by is not None


class CouncilConflict(db.Model):
    """A word on whether a member may vote on a candidate. The last one of a pair counts; who is recused stays so
    (unique key). Rows are only added (trigger)."""

    __tablename__ = "council_conflicts"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    member_id: Mapped[int]
    item_id: Mapped[int]
    kind: Mapped[str]
    word: Mapped[str]
    grounds: Mapped[str] = mapped_column(default="")
    by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        of_session(),
        _of("member_id", "council_members"),
        _of("item_id", "council_items"),
        CheckConstraint("kind IN ('oneself', 'own_team', 'proposed', 'same_name', 'declared')", name="kind"),
        CheckConstraint("word IN ('asked', 'recused', 'noted')", name="word"),
        CheckConstraint("kind <> 'declared' OR grounds <> ''", name="grounds"),
        Index(
            "uq_council_conflicts_recused",
            "member_id",
            "item_id",
            unique=True,
            sqlite_where=text("word = 'recused'"),
            postgresql_where=text("word = 'recused'"),
        ),
        Index("ix_council_conflicts_session_id", "session_id"),
    )


class CouncilBallot(db.Model):
    """A round of voting; `run_off`: among those who were equal. At most one of a session is open."""

    __tablename__ = "council_ballots"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    number: Mapped[int]
    run_off: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        of_session(),
        UniqueConstraint("session_id", "id"),
        UniqueConstraint("session_id", "number"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed"),
        Index(
            "uq_council_ballots_open",
            "session_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )


class CouncilLine(db.Model):
    """What one vote is about: a candidate, or (without one) all that the locked list has chosen together."""

    __tablename__ = "council_lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    ballot_id: Mapped[int]
    item_id: Mapped[int | None]

    __table_args__ = (
        of_session(),
        _of("ballot_id", "council_ballots"),
        _of("item_id", "council_items"),
        UniqueConstraint("session_id", "id"),
        UniqueConstraint("ballot_id", "item_id"),
    )


class CouncilVote(db.Model):
    """A vote of an open ballot. The last one of a member on a line counts; rows are only added, and only while the
    ballot is open, never by who is recused (triggers). `written`: by an absent member; `reference`: of the paper
    from which the session's secretary entered it."""

    __tablename__ = "council_votes"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    line_id: Mapped[int]
    member_id: Mapped[int]
    choice: Mapped[str]
    written: Mapped[bool]
    reference: Mapped[str] = mapped_column(default="")
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        of_session(),
        _of("line_id", "council_lines"),
        _of("member_id", "council_members"),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
        CheckConstraint("reference = '' OR written", name="reference"),
        Index("ix_council_votes_session_id", "session_id", "line_id", "member_id"),
    )


class BallotStub(db.Model):
    """Somebody voted on a line of a secret ballot. What they voted is not here, nor when."""

    __tablename__ = "ballot_stubs"
    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    written: Mapped[bool]

    __table_args__ = (
        of_session(),
        _of("line_id", "council_lines"),
        _of("member_id", "council_members"),
        Index("ix_ballot_stubs_session_id", "session_id"),
    )


class BallotPaper(db.Model):
    """A vote in the urn: no member, no time, no number in a row. All papers of a line are written anew, in an order
    drawn by lot, whenever one is added or changed; when the ballot closes they are counted and burnt.

    `mark`: the hash of a random token that only the voter's browser has, by which the vote can still be changed.
    """

    __tablename__ = "ballot_papers"
    mark: Mapped[str] = mapped_column(primary_key=True)
    line_id: Mapped[int]
    ward_id: Mapped[int]
    session_id: Mapped[int]
    choice: Mapped[str]

    __table_args__ = (
        of_session(),
        _of("line_id", "council_lines"),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
        Index("ix_ballot_papers_line_id", "line_id"),
        # Stored in the order of the marks, which are random, and not in that of their coming.
        {"sqlite_with_rowid": False},
    )


class CouncilTally(db.Model):
    """What a line came to when its ballot was closed. No row can say that it passed below the majority (check)."""

    __tablename__ = "council_tallies"
    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    in_favour: Mapped[int]
    against: Mapped[int]
    abstained: Mapped[int]
    not_voted: Mapped[int]
    written: Mapped[int]
    denominator: Mapped[int]
    pass_percent: Mapped[int]
    passed: Mapped[bool]

    __table_args__ = (
        of_session(),
        _of("line_id", "council_lines"),
        UniqueConstraint("line_id", "passed"),
        CheckConstraint("in_favour >= 0 AND against >= 0 AND abstained >= 0 AND not_voted >= 0", name="counts"),
        CheckConstraint("pass_percent BETWEEN 1 AND 100 AND denominator >= 0", name="denominator"),
        CheckConstraint(
            "NOT passed OR (denominator > 0 AND in_favour * 100 >= pass_percent * denominator)", name="majority"
        ),
        Index("ix_council_tallies_session_id", "session_id"),
    )


class CouncilDeparture(db.Model):
    """Why a candidate falls out although somebody behind is proposed. The last row of an item counts; rows are only
    added (trigger)."""

    __tablename__ = "council_departures"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    item_id: Mapped[int]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        of_session(),
        _of("item_id", "council_items"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_council_departures_session_id", "session_id"),
    )


class CouncilOutcome(db.Model):
    """What the closed session says of a candidate. Proposed is only whose tally passed (checked here and by the key
    that repeats what the tally says); a departure has its reason."""

    __tablename__ = "council_outcomes"
    item_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    line_id: Mapped[int]
    passed: Mapped[bool]
    proposed: Mapped[bool]
    departs: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        of_session(),
        _of("item_id", "council_items"),
        ForeignKeyConstraint(["line_id", "passed"], ["council_tallies.line_id", "council_tallies.passed"]),
        CheckConstraint("passed OR NOT proposed", name="proposed"),
        CheckConstraint("NOT departs OR reason <> ''", name="reason"),
        Index("ix_council_outcomes_session_id", "session_id"),
    )
