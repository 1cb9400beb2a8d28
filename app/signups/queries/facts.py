"""What the rules look at in people, many at once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.core.policy import Role
from app.people.models import Grant, User, UserSkill
from app.places.models import Point, Team
from app.shifts.models import Shift
from app.signups.models import SEATED, WAITING, SignUp
from app.signups.rules import AROUND, Person

from .columns import TURN

LAST = datetime.max.replace(year=9000, tzinfo=UTC)


def leads(user_id):
    """Whether somebody leads a team of the shift's ward on the shift's day; within a statement about shifts."""
    grant = aliased(Grant)
    return (
        select(grant.id)
        .where(
            grant.user_id == user_id,
            grant.ward_id == Shift.ward_id,
            grant.role == Role.TEAM_LEADER.value,
            grant.starts_on <= Shift.day,
            or_(grant.ends_on.is_(None), grant.ends_on > Shift.day),
        )
        .correlate(User, Shift, SignUp)
        .exists()
    )


def skilled(user_id):
    """Whether somebody has the skill that the shift asks for; true where it asks for none."""
    held = (
        select(UserSkill.user_id)
        .where(UserSkill.user_id == user_id, UserSkill.skill_id == Shift.skill_id)
        .correlate(User, Shift, SignUp)
        .exists()
    )
    return or_(Shift.skill_id.is_(None), held)


def team_of(user_id):
    """The name of a team of the shift's ward in which somebody is today, None for none; within a statement about
    shifts. It tells namesakes apart."""
    grant = aliased(Grant)
    return (
        select(func.min(Team.name))
        .join(grant, grant.team_id == Team.id)
        .where(
            grant.user_id == user_id,
            grant.ward_id == Shift.ward_id,
            grant.starts_on <= bindparam("today"),
            or_(grant.ends_on.is_(None), grant.ends_on > bindparam("today")),
        )
        .correlate(User, Shift)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """When somebody is on duty elsewhere."""

    shift_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in line."""

    sign_up_id: int
    offered_until: datetime | None
    person: Person


def with_facts(query):
    """Adds to a statement about shifts and people what the rules look at; a row for each of their other seats."""
    duty = aliased(SignUp)
    return query.add_columns(
        User.birth_year,
        leads(User.id).label("lead"),
        skilled(User.id).label("skilled"),
        duty.shift_id.label("duty_shift"),
        duty.starts_at.label("duty_start"),
        duty.ends_at.label("duty_end"),
    ).outerjoin(
        duty,
        and_(
            duty.user_id == User.id,
            duty.state == SEATED,
            duty.shift_id != Shift.id,
            duty.ends_at > bindparam("since"),
            duty.starts_at < bindparam("until"),
        ),
    )


@cache
def _line():
    query = (
        select(SignUp.id.label("sign_up_id"), SignUp.user_id, SignUp.offered_until)
        .select_from(SignUp)
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(User, User.id == SignUp.user_id)
        .where(SignUp.shift_id == bindparam("shift"), SignUp.state == WAITING)
        .order_by(SignUp.id)
    )
    return with_facts(query)


@cache
def _lines():
    """The same for many shifts, with what the rules look at in them."""
    query = (
        select(*TURN, Point.name.label("point"), SignUp.id.label("sign_up_id"), SignUp.user_id, SignUp.offered_until)
        .select_from(SignUp)
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .join(User, User.id == SignUp.user_id)
        .where(SignUp.shift_id.in_(bindparam("shifts", expanding=True)), SignUp.state == WAITING)
        .order_by(Shift.id, SignUp.id)
    )
    return with_facts(query)


def person_of(user_id: int, rows: list) -> Person:
    first = rows[0]
    duties = tuple(Turn(r.duty_shift, r.duty_start, r.duty_end) for r in rows if r.duty_shift is not None)
    return Person(duties, first.lead, first.birth_year, first.skilled, user_id)


def line_of(turn) -> list[Waiting]:
    """Who stands in line for this shift, in order, in one statement."""
    values = {"shift": turn.id, "since": turn.starts_at - AROUND, "until": turn.ends_at + AROUND}
    return _waiting(db.session.connection().execute(_line(), values))


def _waiting(rows) -> list[Waiting]:
    grouped: dict[int, list] = {}
    for row in rows:
        grouped.setdefault(row.sign_up_id, []).append(row)
    return [Waiting(key, same[0].offered_until, person_of(same[0].user_id, same)) for key, same in grouped.items()]


def lines_of(shift_ids: list[int]) -> list[tuple]:
    """(turn, line) of each of these shifts for which somebody waits, in one statement."""
    values = {"shifts": sorted(shift_ids), "since": now() - AROUND, "until": LAST}
    shifts: dict[int, list] = {}
    for row in db.session.connection().execute(_lines(), values):
        shifts.setdefault(row.id, []).append(row)
    return [(rows[0], _waiting(rows)) for rows in shifts.values()]
