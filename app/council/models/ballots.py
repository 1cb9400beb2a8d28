"""Ballots and votes: open ones with their names, secret ones kept apart."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

from .sessions import of_its, of_session


class CouncilBallot(db.Model):
    """A round of voting; `run_off`: among those who were equal, for so many `seats`: nobody is in favour of more of
    them (triggers). At most one of a session is open."""

    __tablename__ = "council_ballots"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    number: Mapped[int]
    run_off: Mapped[bool]
    seats: Mapped[int | None]
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
        of_its("ballot_id", "council_ballots"),
        of_its("item_id", "council_items"),
        UniqueConstraint("session_id", "id"),
        UniqueConstraint("ballot_id", "item_id"),
    )


class OfVoter:
    """Columns of what is about one member and one line."""

    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    session_id: Mapped[int]


def of_voter() -> tuple:
    """The keys of these columns."""
    return of_session(), of_its("line_id", "council_lines"), of_its("member_id", "council_members")


class CouncilVote(db.Model):
    """A vote of an open ballot. The last one of a member on a line counts; rows are only added, and only while the
    ballot is open, never by who is recused (triggers). `written`: by an absent member; `reference`: of the paper
    from which the session's secretary entered it, and `dated` its day. Everything else members cast themselves, and
    whoever is or was present in a ballot casts no vote in writing in it (triggers)."""

    __tablename__ = "council_votes"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    session_id: Mapped[int]
    line_id: Mapped[int]
    member_id: Mapped[int]
    choice: Mapped[str]
    written: Mapped[bool]
    reference: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        *of_voter(),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
        CheckConstraint("reference = '' OR written", name="reference"),
        Index("ix_council_votes_session_id", "session_id", "line_id", "member_id"),
    )


class CouncilPresence(db.Model):
    """A member who was present in a ballot, or came to be. Written by the database itself (triggers)."""

    __tablename__ = "council_presence"
    ballot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    session_id: Mapped[int]

    __table_args__ = (
        of_session(),
        of_its("ballot_id", "council_ballots"),
        of_its("member_id", "council_members"),
        Index("ix_council_presence_session_id", "session_id"),
    )


class CouncilWithdrawal(OfVoter, db.Model):
    """An opinion that was entered from a paper no longer counts: its member objected, or came. Only while the ballot
    is open, and for good: none is entered for them on this line any more (triggers)."""

    __tablename__ = "council_withdrawals"
    why: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        *of_voter(),
        CheckConstraint("why IN ('objection', 'came')", name="why"),
        Index("ix_council_withdrawals_session_id", "session_id"),
    )


class BallotStub(OfVoter, db.Model):
    """Somebody voted on a line of a secret ballot. What they voted is not here, nor when."""

    __tablename__ = "ballot_stubs"
    written: Mapped[bool]

    __table_args__ = (
        *of_voter(),
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
        of_its("line_id", "council_lines"),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
        Index("ix_ballot_papers_line_id", "line_id"),
        # Stored in the order of the marks, which are random, and not in that of their coming.
        {"sqlite_with_rowid": False},
    )
