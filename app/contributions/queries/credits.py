"""What counts: approved records, for the ranking and for totals."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from app.campaigns.models import Kind
from app.contributions.models import Decision, Log, LogItem
from app.contributions.rules import APPROVED, GROUPS
from app.core.db import db
from app.people.models import User


@dataclass(slots=True)
class CreditRow:
    """One approved log; ``groups`` by the names of GROUPS, ``counts`` by the code of the kind."""

    log_id: int
    user_id: int | None
    team_id: int | None
    day: date
    minutes: int
    groups: dict[str, int]
    counts: dict[str, int] = field(default_factory=dict)


def credits_of(campaign_id: int) -> list[CreditRow]:
    """All approved logs of a campaign with what they counted, in one statement, by id."""
    query = (
        select(
            Log.id,
            Log.user_id,
            Log.team_id,
            Log.day,
            Log.minutes,
            Log.elderly,
            Log.disabled,
            Log.poor_household,
            Kind.code,
            LogItem.quantity,
        )
        .outerjoin(LogItem, LogItem.log_id == Log.id)
        .outerjoin(Kind, Kind.id == LogItem.kind_id)
        .where(Log.campaign_id == campaign_id, Log.state == APPROVED)
        .order_by(Log.id, Kind.position)
    )
    found: dict[int, CreditRow] = {}
    for log_id, user_id, team_id, day, minutes, elderly, disabled, poor, code, quantity in db.session.execute(query):
        row = found.get(log_id)
        if row is None:
            groups = dict(zip(GROUPS, (elderly, disabled, poor), strict=True))
            row = found[log_id] = CreditRow(log_id, user_id, team_id, day, minutes, groups)
        if code is not None:
            row.counts[code] = quantity
    return list(found.values())


def approvers_of(log_ids) -> dict[int, tuple[int | None, str, object]]:
    """Who approved each of these logs, and when: {log id: (user id, name, instant)}."""
    ids = list(log_ids)
    if not ids:
        return {}
    query = (
        select(Decision.log_id, Decision.by, User.name, Decision.at)
        .outerjoin(User, User.id == Decision.by)
        .where(Decision.log_id.in_(ids), Decision.verdict == APPROVED)
    )
    return {log_id: (by, name or "", at) for log_id, by, name, at in db.session.execute(query)}


def totals_of(campaign_id: int, states=(APPROVED,)) -> dict[str, int]:
    """The sum of each kind, by its code, over the logs in these states; kinds without any stand at 0."""
    counted = (
        select(LogItem.kind_id, func.sum(LogItem.quantity).label("n"))
        .join(Log, Log.id == LogItem.log_id)
        .where(Log.campaign_id == campaign_id, Log.state.in_(states))
        .group_by(LogItem.kind_id)
        .subquery()
    )
    query = (
        select(Kind.code, func.coalesce(counted.c.n, 0))
        .outerjoin(counted, counted.c.kind_id == Kind.id)
        .where(Kind.campaign_id == campaign_id)
        .order_by(Kind.position, Kind.id)
    )
    return {code: int(n) for code, n in db.session.execute(query)}
