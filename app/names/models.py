"""Names that were mended, and corrections that wait for a second person."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

# Exactly one of them says whose name it is.
SUBJECTS = ("user_id", "team_id", "nomination_id")
ONE_SUBJECT = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in SUBJECTS) + " = 1"


def _facts():
    return (
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        CheckConstraint(ONE_SUBJECT, name="subject"),
        CheckConstraint("old_name <> new_name AND new_name <> ''", name="after"),
        CheckConstraint("reason <> ''", name="reason"),
    )


class NameCorrection(db.Model):
    """A name was corrected, by whom and why. Rows are only added (trigger), each on the name of that moment
    (trigger); a name that stands in a published ranking or on the list of a round changes by such a row alone
    (triggers).

    `confirmed_by`: the second person, for what is more than a slip of the pen. `nomination_id`: of a candidate who is
    neither an account nor a team.
    """

    __tablename__ = "name_corrections"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[int | None]
    nomination_id: Mapped[int | None]
    old_name: Mapped[str]
    new_name: Mapped[str]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        *_facts(),
        CheckConstraint('confirmed_by <> "by" AND confirmed_by <> user_id', name="second"),
        CheckConstraint('user_id IS NULL OR "by" <> user_id OR confirmed_by IS NOT NULL', name="own"),
        Index("ix_name_corrections_ward_id", "ward_id"),
        *(Index(f"ix_name_corrections_{column}", column) for column in SUBJECTS),
    )


class NameRequest(db.Model):
    """A correction that a second person has to confirm. It is answered once, and stays (triggers)."""

    __tablename__ = "name_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[int | None]
    nomination_id: Mapped[int | None]
    old_name: Mapped[str]
    new_name: Mapped[str]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    granted: Mapped[bool | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        *_facts(),
        CheckConstraint(
            "(answered_by IS NULL) = (answered_at IS NULL) AND (answered_by IS NULL) = (granted IS NULL)",
            name="answer",
        ),
        # Null where nobody answered or no person is corrected, so that it holds.
        CheckConstraint('NOT granted OR answered_by <> "by"', name="second"),
        CheckConstraint("NOT granted OR answered_by <> user_id", name="own"),
        Index("ix_name_requests_ward_id", "ward_id"),
    )
