"""What papers are made from beside the round itself, and what was issued."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db
from app.decisions.amended import Amendment  # noqa: F401 (a number may be one's)

MERIT, PARTICIPATION = "merit", "participation"


def _round():
    return ForeignKeyConstraint(["ward_id", "round_id"], ["rounds.ward_id", "rounds.id"])


class PaperDetails(db.Model):
    """What the clerk fills in for a round: numbers and days of its papers, and the texts that differ from ours."""

    __tablename__ = "paper_details"
    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    decision_no: Mapped[int | None]
    decision_day: Mapped[date | None]
    # Of decision_day: a number is given once a ward and year (no year: written before that was held to).
    decision_year: Mapped[int | None]
    submission_no: Mapped[int | None]
    submission_day: Mapped[date | None]
    minutes_no: Mapped[int | None]
    minutes_day: Mapped[date | None]
    # When the number was entered, so that the paper was signed: it bears the names of then for good.
    decision_at: Mapped[datetime | None] = mapped_column(Instant)
    submission_at: Mapped[datetime | None] = mapped_column(Instant)
    minutes_at: Mapped[datetime | None] = mapped_column(Instant)
    texts: Mapped[str] = mapped_column(Text, server_default="{}")
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        _round(),
        *(
            CheckConstraint(f"({name}_no IS NULL) = ({name}_day IS NULL)", name=name)
            for name in ("decision", "submission", "minutes")
        ),
        CheckConstraint("decision_year IS NULL OR decision_no IS NOT NULL", name="year"),
        Index("uq_paper_details_decision", "ward_id", "decision_year", "decision_no", unique=True),
        CheckConstraint("decision_no >= 1 AND submission_no >= 1 AND minutes_no >= 1", name="numbers"),
    )


class DecisionNumber(db.Model):
    """A number that a decision of the ward has: of a round, or one that changes a round's decision. Written by
    triggers, so that no two have the same one in a year; rows are only added."""

    __tablename__ = "decision_numbers"
    ward_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round_id: Mapped[int]
    amendment_id: Mapped[int | None]

    __table_args__ = (
        _round(),
        ForeignKeyConstraint(["ward_id", "amendment_id"], ["amendments.ward_id", "amendments.id"]),
    )


class BonusRate(db.Model):
    """Base salary and factors in force from a day on, as the ward wrote them down. Rows are only added (trigger)."""

    __tablename__ = "bonus_rates"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"), index=True)
    starts_on: Mapped[date]
    base_salary: Mapped[int]
    collective: Mapped[int]
    individual: Mapped[int]
    household: Mapped[int] = mapped_column(server_default="450")
    round_up_to: Mapped[int]
    source: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        CheckConstraint(
            "base_salary > 0 AND collective >= 0 AND individual >= 0 AND round_up_to >= 0",
            name="figures",
        ),
        CheckConstraint("household >= 0", name="household"),
    )


class Certificate(db.Model):
    """One line of the register: who was given what, in the words that stand on the paper. Never changed (trigger).

    `replaces`: the one that it takes the place of, since the name on that was corrected; each is replaced once.
    """

    __tablename__ = "certificates"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    kind: Mapped[str]
    nomination_id: Mapped[int]
    year: Mapped[int]
    register_no: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    merit: Mapped[str] = mapped_column(Text)
    award: Mapped[str]
    decision_no: Mapped[int | None]
    decision_day: Mapped[date | None]
    # Place, posts, symbol as they were printed: a JSON document of texts.
    sheet: Mapped[str] = mapped_column(Text)
    replaces: Mapped[int | None]
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        _round(),
        ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"]),
        UniqueConstraint("ward_id", "id"),
        ForeignKeyConstraint(["ward_id", "replaces"], ["certificates.ward_id", "certificates.id"]),
        UniqueConstraint("replaces"),
        UniqueConstraint("ward_id", "kind", "year", "register_no"),
        Index(
            "uq_certificates_first",
            "round_id",
            "nomination_id",
            unique=True,
            sqlite_where=text("replaces IS NULL"),
            postgresql_where=text("replaces IS NULL"),
        ),
        CheckConstraint("kind IN ('merit', 'participation')", name="kind"),
        CheckConstraint("(kind = 'merit') = (decision_no IS NOT NULL)", name="decision"),
        CheckConstraint("(decision_no IS NULL) = (decision_day IS NULL)", name="day"),
    )


class Revocation(db.Model):
    """A certificate no longer holds. The certificate and its file stay; this row is only added (trigger)."""

    __tablename__ = "revocations"
    certificate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "certificate_id"], ["certificates.ward_id", "certificates.id"]),
        CheckConstraint("reason <> ''", name="reason"),
    )


class KeptFile(db.Model):
    """A file that was issued: it lies below the site's folder under its SHA-256. Rows are only added (trigger)."""

    __tablename__ = "kept_files"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int]
    what: Mapped[str]
    certificate_id: Mapped[int | None]
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    reason: Mapped[str] = mapped_column(server_default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        _round(),
        ForeignKeyConstraint(["ward_id", "certificate_id"], ["certificates.ward_id", "certificates.id"]),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("what IN ('full', 'overlay', 'participation', 'reprint')", name="what"),
        CheckConstraint("(what = 'reprint') = (certificate_id IS NOT NULL)", name="reprint"),
        Index("ix_kept_files_round_id", "round_id"),
    )


class PaperTemplate(db.Model):
    """A ward's own Word template of a paper; the last row of a paper counts, one without a file means ours (trigger:
    rows are only added)."""

    __tablename__ = "paper_templates"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    paper: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str | None]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (Index("ix_paper_templates_ward_id", "ward_id", "paper"),)


class PrintJob(db.Model):
    """Certificates of participation on their way to paper: so many of so many are done."""

    __tablename__ = "print_jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    round_id: Mapped[int] = mapped_column(unique=True)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(server_default="0")
    base: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(Instant)
    started_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        _round(),
        CheckConstraint("total >= 1 AND done BETWEEN 0 AND total", name="done"),
        CheckConstraint("ended_at IS NULL OR done = total", name="ended"),
    )
