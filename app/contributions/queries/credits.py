"""What counts: approved records, for the ranking and for totals."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, and_, cast, func, select

from app.campaigns.models import Kind
from app.contributions.models import Decision, Log, LogItem
from app.contributions.rules import APPROVED, GROUPS
from app.core.db import db
from app.people.models import User


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One approved log and who approved it; ``groups`` by the names of GROUPS, ``counts`` by the id of the kind."""

    log_id: int
    user_id: int | None
    team_id: int | None
    day: date
    minutes: int
    groups: dict[str, int]
    counts: dict[int, int]
    by: int | None
    approver: str
    at: datetime


def credits_of(campaign_id: int) -> list[CreditRow]:
    """All approved logs of a campaign with what they counted, in one statement, by day and id."""
    # The items of a log as "kind:quantity,...": a row for each of them would be read six times as long.
    items = (
        select(func.aggregate_strings(cast(LogItem.kind_id, String) + ":" + cast(LogItem.quantity, String), ","))
        .where(LogItem.log_id == Log.id)
        .correlate(Log)
        .scalar_subquery()
    )
    query = (
        select(
            Log.id,
            Log.user_id,
            Log.team_id,
            Log.day,
            Log.minutes,
            *(getattr(Log, name) for name in GROUPS),
            items.label("items"),
            Decision.by,
            User.name.label("approver"),
            Decision.at,
        )
        .join(Decision, and_(Decision.log_id == Log.id, Decision.verdict == APPROVED))
        .outerjoin(User, User.id == Decision.by)
        .where(Log.campaign_id == campaign_id, Log.state == APPROVED)
        .order_by(Log.day, Log.id)
    )
    return [
        CreditRow(
            row.id,
            row.user_id,
            row.team_id,
            row.day,
            row.minutes,
            groups_of(row),
            _counts(row.items),
            row.by,
            row.approver or "",
            row.at,
        )
        for row in db.session.execute(query)
    ]


def groups_of(log) -> dict[str, int]:
    """The turns for each vulnerable group, of a log or a row of one."""
    return {name: getattr(log, name) for name in GROUPS}


def _counts(items: str | None) -> dict[int, int]:
    pairs = (item.split(":") for item in items.split(",")) if items else ()
    return {int(kind_id): int(quantity) for kind_id, quantity in pairs}


@dataclass
class Harvest:
    """What the approved logs of a campaign hold of one kind, in all and by day."""

    code: str
    vi: str
    en: str
    unit: str
    by_day: dict[date, int]

    @property
    def total(self) -> int:
        return sum(self.by_day.values())


def harvest_of(campaign_id: int) -> list[Harvest]:
    """What was approved of each kind, in the campaign's order, in one statement."""
    counted = (
        select(LogItem.kind_id, Log.day, func.sum(LogItem.quantity).label("n"))
        .join(Log, Log.id == LogItem.log_id)
        .where(Log.campaign_id == campaign_id, Log.state == APPROVED)
        .group_by(LogItem.kind_id, Log.day)
        .subquery()
    )
    rows = db.session.execute(
        select(Kind.code, Kind.vi, Kind.en, Kind.unit, counted.c.day, counted.c.n)
        .outerjoin(counted, counted.c.kind_id == Kind.id)
        .where(Kind.campaign_id == campaign_id)
        .order_by(Kind.position, Kind.id, counted.c.day)
    )
    kinds: dict[str, Harvest] = {}
    for row in rows:
        kind = kinds.setdefault(row.code, Harvest(row.code, row.vi, row.en, row.unit, {}))
        if row.day is not None:
            kind.by_day[row.day] = int(row.n)
    return list(kinds.values())
