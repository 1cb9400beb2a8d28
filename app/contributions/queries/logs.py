"""Own records, one record with its figures and decisions, and the shifts for which one may be written."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Kind
from app.contributions.models import Decision, Log, LogItem
from app.contributions.rules import DRAFT, REJECTED, RETURNED, REVERSED
from app.core.clock import now
from app.core.db import db
from app.core.policy import Permission
from app.people.models import User
from app.places.models import Point, Team
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

from .desk import ALIVE, Other

Filer = aliased(User)


class Item(NamedTuple):
    kind_id: int
    code: str
    vi: str
    en: str
    unit: str
    quantity: int


class Detail(NamedTuple):
    """One record with everything that its page shows."""

    row: object
    items: list[Item]
    decisions: list


def own_or_led(visitor):
    """One's own records, those one filed, and the collective ones of the teams one leads."""
    leads = visitor.reach(Permission.LOG_WRITE_TEAM)
    led = and_(Log.user_id.is_(None), leads.where(Log.ward_id, Log.team_id)) if leads else false()
    return or_(Log.user_id == visitor.id, Log.filed_by == visitor.id, led)


def writable(visitor):
    """Records that this person may change: the same, in wards where records may be written."""
    return and_(own_or_led(visitor), visitor.reach(Permission.LOG_WRITE).where(Log.ward_id))


def readable(visitor):
    """Records that this person may open; other people's drafts are their own affair."""
    read = visitor.reach(Permission.LOG_READ)
    others = and_(read.where(Log.ward_id), Log.state != DRAFT) if read else false()
    return or_(own_or_led(visitor), others)


def last_reason():
    """The reason of the last decision, where it is one that the person has to read."""
    return (
        select(Decision.reason)
        .where(Decision.log_id == Log.id, Log.state.in_((RETURNED, REJECTED, REVERSED)))
        .order_by(Decision.id.desc())
        .limit(1)
        .correlate(Log)
        .scalar_subquery()
        .label("reason")
    )


def own_logs(visitor, campaign_id: int, states=(), page: int = 1, size: int = 50) -> list:
    """Rows of one's records in a campaign, the last day first; one more than ``size`` tells of another page."""
    query = (
        select(
            Log.id,
            Log.user_id,
            Log.day,
            Log.slot,
            Log.minutes,
            Log.attended_minutes,
            Log.state,
            Log.sent_at,
            Team.name.label("team"),
            Point.name.label("point"),
            last_reason(),
        )
        .outerjoin(Team, Team.id == Log.team_id)
        .outerjoin(Point, Point.id == Log.point_id)
        .where(Log.campaign_id == campaign_id, own_or_led(visitor))
        .order_by(Log.day.desc(), Log.id.desc())
        .limit(size + 1)
        .offset((page - 1) * size)
    )
    if states:
        query = query.where(Log.state.in_(states))
    return list(db.session.execute(query).all())


def counts_by_state(visitor, campaign_id: int) -> dict[str, int]:
    query = (
        select(Log.state, func.count()).where(Log.campaign_id == campaign_id, own_or_led(visitor)).group_by(Log.state)
    )
    return dict(db.session.execute(query).all())


def items_of(log_ids) -> dict[int, list[Item]]:
    """What was counted, by log, in the campaign's order."""
    ids = list(log_ids)
    found = defaultdict(list)
    if not ids:
        return found
    query = (
        select(LogItem.log_id, Kind.id, Kind.code, Kind.vi, Kind.en, Kind.unit, LogItem.quantity)
        .join(Kind, Kind.id == LogItem.kind_id)
        .where(LogItem.log_id.in_(ids))
        .order_by(Kind.position, Kind.id)
    )
    for log_id, *rest in db.session.execute(query):
        found[log_id].append(Item(*rest))
    return found


def same_slot():
    """How many other living records the same person (or team) has in the same part of that day."""
    return (
        select(func.count())
        .where(_same_day(), Other.slot == Log.slot, Other.id != Log.id)
        .correlate(Log)
        .scalar_subquery()
        .label("same_slot")
    )


def same_day():
    """How many other living records the same person (or team) has on that day."""
    return (
        select(func.count()).where(_same_day(), Other.id != Log.id).correlate(Log).scalar_subquery().label("same_day")
    )


def day_minutes():
    """The minutes of all living records of the person's day; of a team's own record only itself."""
    others = select(func.coalesce(func.sum(Other.minutes), 0)).where(
        _same_day(), Other.id != Log.id, Log.user_id.is_not(None)
    )
    return (others.correlate(Log).scalar_subquery() + Log.minutes).label("day_minutes")


def _whose(log):
    """One key for the person, or for the team where there is none: the index on days then serves both."""
    return func.coalesce(log.user_id, -log.team_id)


def _same_day():
    return and_(
        Other.campaign_id == Log.campaign_id,
        Other.day == Log.day,
        _whose(Other) == _whose(Log),
        Other.state.in_(ALIVE),
    )


def detail(log_id: int, within, *more, history: bool = True) -> Detail | None:
    """One record inside ``within``, its items and, with ``history``, its decisions; None where there is none.
    ``more``: further columns."""
    query = (
        select(
            Log,
            User.name.label("person"),
            Team.name.label("team"),
            Point.name.label("point"),
            Filer.name.label("filer"),
            Shift.starts_at,
            Shift.ends_at,
            same_slot(),
            same_day(),
            day_minutes(),
            *more,
        )
        .outerjoin(User, User.id == Log.user_id)
        .outerjoin(Team, Team.id == Log.team_id)
        .outerjoin(Point, Point.id == Log.point_id)
        .outerjoin(Filer, Filer.id == Log.filed_by)
        .outerjoin(Shift, Shift.id == Log.shift_id)
        .where(Log.id == log_id, within)
    )
    row = db.session.execute(query).one_or_none()
    return Detail(row, items_of([log_id])[log_id], decisions_of(log_id) if history else []) if row else None


def any_of(log_ids: list[int], within) -> bool:
    """Whether any of these records lies within what may be seen."""
    return bool(db.session.scalar(select(select(Log.id).where(Log.id.in_(log_ids), within).exists())))


def whose(log_ids: list[int]) -> list:
    """Rows (id, day, user_id, filed_by) of these records, in one statement."""
    query = select(Log.id, Log.day, Log.user_id, Log.filed_by).where(Log.id.in_(log_ids)).order_by(Log.id)
    return list(db.session.execute(query).all())


def decisions_of(log_id: int) -> list:
    """Rows (verdict, at, reason, name) of what was decided, the first one first."""
    query = (
        select(Decision.verdict, Decision.at, Decision.reason, Decision.by, User.name)
        .outerjoin(User, User.id == Decision.by)
        .where(Decision.log_id == log_id)
        .order_by(Decision.id)
    )
    return list(db.session.execute(query).all())


def recent_shifts(user_id: int, campaign_id: int, today: date, days: int = 7, limit: int = 6) -> list:
    """Shifts of the last days that have begun, in which the person has a seat and no record yet."""
    written = select(Log.id).where(Log.shift_id == Shift.id, Log.user_id == user_id, Log.state.in_((*ALIVE, DRAFT)))
    query = (
        select(
            Shift.id, Shift.day, Shift.slot, Shift.starts_at, Shift.ends_at, Shift.point_id, Point.name.label("point")
        )
        .join(SignUp, and_(SignUp.shift_id == Shift.id, SignUp.user_id == user_id, SignUp.state == SEATED))
        .join(Point, Point.id == Shift.point_id)
        .where(
            Shift.campaign_id == campaign_id,
            Shift.day >= today - timedelta(days=days),
            SignUp.starts_at <= now(),
            Shift.cancelled_at.is_(None),
            ~written.exists(),
        )
        .order_by(Shift.starts_at.desc())
        .limit(limit)
    )
    return list(db.session.execute(query).all())
