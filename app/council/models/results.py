"""What ballots came to, why the order was departed from, and what a closed session says."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

from .sessions import of_its, of_session


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
        of_its("line_id", "council_lines"),
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
        of_its("item_id", "council_items"),
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
        of_its("item_id", "council_items"),
        ForeignKeyConstraint(["line_id", "passed"], ["council_tallies.line_id", "council_tallies.passed"]),
        CheckConstraint("passed OR NOT proposed", name="proposed"),
        CheckConstraint("NOT departs OR reason <> ''", name="reason"),
        Index("ix_council_outcomes_session_id", "session_id"),
    )
