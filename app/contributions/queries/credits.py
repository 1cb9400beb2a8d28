"""What counts: approved records, for the ranking and for totals."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Kind
from app.contributions.models import Decision, Log, LogItem
from app.contributions.rules import APPROVED, GROUPS, REVERSED
from app.core.db import db
from app.people.models import User
from app.places.models import Team


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


def credits_of(campaign_id: int, until: datetime | None = None) -> list[CreditRow]:
    """All approved logs of a campaign with what they counted, in one statement, by day and id.

    With ``until`` those that stood approved just before that instant, whatever was decided since: what a decided log
    holds never changes.
    """
    query = (
        select(
            Log.id,
            Log.user_id,
            Log.team_id,
            Log.day,
            Log.minutes,
            *(getattr(Log, name) for name in GROUPS),
            _items(),
            Decision.by,
            User.name.label("approver"),
            Decision.at,
        )
        .join(Decision, and_(Decision.log_id == Log.id, Decision.verdict == APPROVED))
        .outerjoin(User, User.id == Decision.by)
        .where(Log.campaign_id == campaign_id)
        .order_by(Log.day, Log.id)
    )
    if until is None:
        query = query.where(Log.state == APPROVED)
    else:
        back = aliased(Decision)
        reversed_before = select(back.id).where(back.log_id == Log.id, back.verdict == REVERSED, back.at < until)
        query = query.where(Log.state.in_((APPROVED, REVERSED)), Decision.at < until, ~reversed_before.exists())
    return [_credit(row) for row in db.session.execute(query)]


def _credit(row) -> CreditRow:
    return CreditRow(
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


def _items():
    """The items of a log as "kind:quantity,...": a row for each of them would be read six times as long."""
    found = select(func.aggregate_strings(cast(LogItem.kind_id, String) + ":" + cast(LogItem.quantity, String), ","))
    return found.where(LogItem.log_id == Log.id).correlate(Log).scalar_subquery().label("items")


@dataclass(frozen=True, slots=True)
class LateRow:
    """A log that was approved at or after an instant, or (``taken``) an earlier one that was reversed since.

    ``credit`` tells who decided it and when, ``reason`` why it was reversed.
    """

    credit: CreditRow
    taken: bool
    reason: str
    name: str
    sort_key: str
    team: str
    team_key: str


def late_count(campaign_id, since):
    """How many records ``late_of`` tells of, as a value of a statement; both may be columns or values of one."""
    given, taken = aliased(Decision), aliased(Decision)
    return (
        select(func.count(Log.id))
        .join(given, and_(given.log_id == Log.id, given.verdict == APPROVED))
        .outerjoin(taken, and_(taken.log_id == Log.id, taken.verdict == REVERSED))
        .where(Log.campaign_id == campaign_id, _is_late(given, taken, since))
    )


def _is_late(given, taken, since):
    return or_(
        and_(Log.state == APPROVED, given.at >= since),
        and_(Log.state == REVERSED, given.at < since, taken.at >= since),
    )


def late_of(campaign_id: int, since: datetime) -> list[LateRow]:
    """What was decided at or after this instant and makes a difference to what counted then, in one statement, as it
    was decided. A log approved and reversed since makes none."""
    given, taken, decider, owner = aliased(Decision), aliased(Decision), aliased(User), aliased(User)
    query = (
        select(
            Log.id,
            Log.user_id,
            Log.team_id,
            Log.day,
            Log.minutes,
            *(getattr(Log, name) for name in GROUPS),
            _items(),
            Log.state,
            func.coalesce(taken.by, given.by).label("by"),
            func.coalesce(taken.at, given.at).label("at"),
            func.coalesce(taken.reason, "").label("why"),
            decider.name.label("approver"),
            owner.name.label("owner"),
            owner.sort_key,
            Team.name.label("team"),
            Team.sort_key.label("team_key"),
        )
        .join(given, and_(given.log_id == Log.id, given.verdict == APPROVED))
        .outerjoin(taken, and_(taken.log_id == Log.id, taken.verdict == REVERSED))
        .outerjoin(decider, decider.id == func.coalesce(taken.by, given.by))
        .outerjoin(owner, owner.id == Log.user_id)
        .outerjoin(Team, Team.id == Log.team_id)
        .where(Log.campaign_id == campaign_id, _is_late(given, taken, since))
        .order_by(func.coalesce(taken.id, given.id))
    )
    return [
        LateRow(
            _credit(row),
            row.state == REVERSED,
            row.why,
            row.owner or "",
            row.sort_key or "",
            row.team or "",
            row.team_key or "",
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
