"""When a ranking is frozen, and which copy counts since: rows of the frame, read with it in its one statement."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, func, literal, select
from sqlalchemy.orm import aliased

from app.contributions.queries import late_count
from app.core.clock import now
from app.core.db import db
from app.people.models import User
from app.ranking.models import Freeze, FreezePlan, Ranking, SchemeVersion
from app.ranking.rules.freezing import AGAIN


@dataclass(frozen=True)
class Frozen:
    """The copy that counts since the ranking was frozen. It holds what was approved before `until`; `again`: it was
    decided on later, by `by` and for this `reason`."""

    id: int
    again: bool
    until: datetime
    reason: str
    by: str
    scheme_version: int
    scheme: str
    checksum: str


@dataclass(frozen=True)
class Freezing:
    """When the ranking of a campaign is frozen (None: no moment is set), and the copy that counts since."""

    moment: datetime | None = None
    frozen: Frozen | None = None

    @property
    def passed(self) -> bool:
        """Whether the moment is over; its copy may not be there yet."""
        return self.moment is not None and self.moment <= now()


def frozen_in(freeze, copy) -> Frozen:
    """From the rows "freeze" and "copy" of `freezing_rows`."""
    return Frozen(
        id=copy.id,
        again=freeze.a == AGAIN,
        until=freeze.at,
        reason=freeze.b,
        by=freeze.c,
        scheme_version=copy.position,
        scheme=copy.a,
        checksum=copy.b,
    )


def freezing_rows(campaign_id: int, nothing, no_day) -> list:
    """The moment, the freeze that counts and its copy, as selects of the frame's columns."""
    last = select(func.max(Freeze.id)).where(Freeze.campaign_id == campaign_id).scalar_subquery()
    moment = select(
        literal("moment", String),
        FreezePlan.campaign_id,
        nothing,
        nothing,
        nothing,
        no_day,
        literal(0),
        FreezePlan.moment,
    ).where(FreezePlan.campaign_id == campaign_id)
    freeze = (
        select(
            literal("freeze", String),
            Freeze.id,
            Freeze.kind,
            Freeze.reason,
            func.coalesce(User.name, ""),
            no_day,
            literal(0),
            Freeze.until,
        )
        .outerjoin(User, User.id == Freeze.by)
        .where(Freeze.id == last)
    )
    copy = (
        select(
            literal("copy", String),
            Ranking.id,
            SchemeVersion.document,
            Ranking.checksum,
            nothing,
            no_day,
            Ranking.scheme_version,
            Ranking.published_at,
        )
        .join(Freeze, Freeze.ranking_id == Ranking.id)
        .join(SchemeVersion, SchemeVersion.id == Ranking.scheme_id)
        .where(Freeze.id == last)
    )
    return [moment, freeze, copy]


def counting_in(campaign_id_column):
    """The frozen copy that counts in the campaign of this column, as a value of a statement; null before a freeze."""
    other, which = aliased(Freeze), aliased(Freeze)
    last = select(func.max(other.id)).where(other.campaign_id == campaign_id_column)
    last = last.correlate(campaign_id_column.table).scalar_subquery()
    return select(which.ranking_id).where(which.id == last).scalar_subquery()


def late_in(campaign_id_column):
    """How many records were approved or reversed since the frozen copy that counts in the campaign of this column, as
    a value of a statement; null before a freeze."""
    other, which = aliased(Freeze), aliased(Freeze)
    last = select(func.max(other.id)).where(other.campaign_id == campaign_id_column)
    last = last.correlate(campaign_id_column.table).scalar_subquery()
    late = late_count(which.campaign_id, which.until).correlate(which).scalar_subquery()
    return select(late).where(which.id == last).scalar_subquery()


def counting_copy(campaign_id: int) -> Ranking | None:
    """The frozen copy that counts; None before a freeze."""
    query = select(Ranking).join(Freeze, Freeze.ranking_id == Ranking.id).where(Freeze.campaign_id == campaign_id)
    return db.session.scalar(query.order_by(Freeze.id.desc()).limit(1))


def due_campaigns() -> list[int]:
    """The campaigns whose moment has passed and has no copy yet."""
    made = select(Freeze.id).where(Freeze.campaign_id == FreezePlan.campaign_id)
    return list(
        db.session.scalars(
            select(FreezePlan.campaign_id)
            .where(FreezePlan.moment <= now(), ~made.exists())
            .order_by(FreezePlan.campaign_id)
        )
    )
