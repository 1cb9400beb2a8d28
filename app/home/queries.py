"""What the first page shows, in as few statements as it can."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache

from sqlalchemy import and_, bindparam, or_, select

from app.attendance.queries import LONGEST_OUT, attendance_columns, times_of
from app.attendance.rules import ARRIVED
from app.awards.models import Round
from app.campaigns.models import Campaign, Kind
from app.campaigns.rules.limits import Limits
from app.contributions.models import APPROVED, Log, LogItem
from app.contributions.queries import groups_of
from app.contributions.rules import PEOPLE
from app.core.db import db
from app.core.pieces import with_pieces
from app.places.models import Point
from app.ranking.queries import newest_scheme
from app.ranking.rules import Credit, Scheme, addends_of
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.queries import TURN
from app.signups.queries.columns import HELD
from app.signups.queries.facts import leads, skilled
from app.signups.queries.turn import duties_elsewhere, duties_of
from app.signups.rules import AROUND, Answer, Person, may_take

SOON = timedelta(days=3)


@dataclass
class Duty:
    """Shifts that concern somebody: those held, those with a seat kept for a while, those stood in line for, and
    those short of people."""

    seated: list = field(default_factory=list)
    offered: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    short: list = field(default_factory=list)
    # Of those held, whose codes are shown now; and those over, where one has come and not checked out.
    open: frozenset = frozenset()
    unclosed: list = field(default_factory=list)
    # Of those short of people, which the visitor would be given.
    takes: frozenset = frozenset()


@cache
def _duty_rows():
    mine = and_(SignUp.shift_id == Shift.id, SignUp.user_id == bindparam("user"), SignUp.state != LEFT)
    lacking = and_(
        Shift.seats_taken + HELD < Shift.min_heads,
        Shift.starts_at > bindparam("now"),
        Shift.starts_at < bindparam("soon"),
    )
    return (
        select(
            *TURN,
            Point.name.label("point"),
            Point.address,
            SignUp.state,
            SignUp.offered_until,
            SignUp.confirmed_at,
            leads(bindparam("user")).label("lead"),
            skilled(bindparam("user")).label("skilled"),
            duties_elsewhere().label("duties"),
            *attendance_columns(),
        )
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(SignUp, mine)
        .where(
            Shift.campaign_id == bindparam("campaign"),
            Shift.ends_at > bindparam("over"),
            Shift.cancelled_at.is_(None),
            or_(SignUp.id.is_not(None), lacking),
        )
        .order_by(Shift.starts_at, Point.sort_key, Shift.id)
    )


def duty_of(campaign_id: int, user_id: int, birth_year: int | None, now: datetime, plans: bool) -> Duty:
    """One's own coming shifts in the campaign, and its shifts of the next three days that lack people: all of them
    for whoever ``plans``, for others those that the verb would let them have."""
    values = {"user": user_id, "campaign": campaign_id, "now": now, "soon": now + SOON}
    values |= {"over": now - LONGEST_OUT, "since": now - AROUND}
    rows = db.session.connection().execute(_duty_rows(), values).all()
    duty = Duty()
    held = [row for row in rows if row.state == SEATED and times_of(row).open_at(now) and not row.gone]
    duty.open = frozenset(row.id for row in held)
    duty.unclosed = [row for row in held if row.ends_at <= now and row.word in ARRIVED]
    for row in rows:
        if row.ends_at <= now:
            continue
        if row.state == SEATED:
            duty.seated.append(row)
        elif row.offered_until is not None and row.offered_until > now:
            duty.offered.append(row)
        elif row.state:
            duty.waiting.append(row)
        else:
            person = Person(duties_of(row), row.lead, birth_year, row.skilled, user_id)
            takes = may_take(row, Limits.of(row), person, now) is Answer.YES
            if takes or plans:
                duty.short.append(row)
            if takes:
                duty.takes |= {row.id}
    return duty


@dataclass
class Work:
    """What somebody did in a campaign: days and people of approved records, points after the daily cap."""

    days: int = 0
    helped: int = 0
    points: Fraction = Fraction(0)
    recent: list = field(default_factory=list)


@dataclass
class Record:
    id: int
    day: date
    state: str
    minutes: int
    helped: int = 0


def work_of(campaign_id: int, user_id: int) -> Work:
    """One's own records, summed up, and the last four of them."""
    rows = db.session.execute(
        select(Log, Kind.code, LogItem.quantity)
        .outerjoin(LogItem, LogItem.log_id == Log.id)
        .outerjoin(Kind, Kind.id == LogItem.kind_id)
        .where(Log.campaign_id == campaign_id, Log.user_id == user_id)
        .order_by(Log.day.desc(), Log.id.desc())
    ).all()
    logs, counts = {}, {}
    for log, code, quantity in rows:
        logs[log.id] = log
        counts.setdefault(log.id, {}).update({code: quantity} if code else {})
    work = Work()
    for log in list(logs.values())[:4]:
        helped = counts[log.id].get(PEOPLE, 0)
        work.recent.append(Record(log.id, log.day, log.state, log.minutes, helped))
    approved = [log for log in logs.values() if log.state == APPROVED]
    work.days = len({log.day for log in approved})
    work.helped = sum(counts[log.id].get(PEOPLE, 0) for log in approved)
    work.points = _points(campaign_id, approved, counts)
    return work


def _points(campaign_id: int, logs: list[Log], counts: dict) -> Fraction:
    newest = newest_scheme(campaign_id)
    if newest is None:
        return Fraction(0)
    scheme = Scheme.from_json(json.loads(newest.document))
    credits = [
        Credit(log.id, log.user_id, log.team_id, log.day, log.minutes, groups_of(log), counts[log.id]) for log in logs
    ]
    return sum((addend.points for addend in addends_of(scheme, credits)), Fraction(0))


def rounds_of(ward_id: int) -> list:
    """Rows (slug, name, campaign_id, locked_at, closed_at, quotas) of the ward's award rounds, the latest first, each
    with how far it is."""
    return list(
        db.session.execute(
            with_pieces(
                "round.steps",
                select(
                    Campaign.slug,
                    Campaign.name,
                    Round.id,
                    Round.ward_id,
                    Round.campaign_id,
                    Round.locked_at,
                    Round.closed_at,
                    Round.quota_collectives,
                    Round.quota_individuals,
                )
                .select_from(Round)
                .join(Campaign, Campaign.id == Round.campaign_id),
            )
            .where(Campaign.ward_id == ward_id)
            .order_by(Round.opened_at.desc(), Round.id.desc())
        )
    )
