"""Runs of import: a sheet that came in, how its columns were read, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

PEOPLE, LOGS, CAMPAIGN = "people", "logs", "campaign"
PREVIEWED, APPLIED, DROPPED = "previewed", "applied", "dropped"


class ImportRun(db.Model):
    """One uploaded file, in the uploads folder only until the run is applied or dropped.

    The file of a campaign may speak of a ward that is still to come: then it has no ward before it is applied.
    """

    __tablename__ = "import_runs"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int | None] = mapped_column(index=True)
    campaign_id: Mapped[int | None]
    target: Mapped[str]
    file_name: Mapped[str]
    stored_name: Mapped[str]
    layout: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(default=PREVIEWED)
    result: Mapped[str] = mapped_column(Text, default="")
    started_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "campaign_id"], ["campaigns.ward_id", "campaigns.id"]),
        CheckConstraint("target IN ('people', 'logs', 'campaign')", name="target"),
        CheckConstraint("target = 'campaign' OR (ward_id IS NOT NULL AND campaign_id IS NOT NULL)", name="place"),
        CheckConstraint("state IN ('previewed', 'applied', 'dropped')", name="state"),
    )
