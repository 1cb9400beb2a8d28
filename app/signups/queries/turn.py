"""One shift as one person sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Date, and_, bindparam, or_, select
from sqlalchemy.engine import Row

from app.campaigns.models import Campaign
from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.db import db
from app.core.policy import Reach
from app.people.models import Grant, Skill, User
from app.people.queries import ROSTER_ROLES, in_force
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.rules import AROUND, Person, clash

from .columns import TURN
from .facts import leads, skilled


@dataclass(frozen=True)
class Standing:
    """A shift (columns by name) with its campaign's limits, the person's state in it, and what the rules look at."""

    turn: Row
    limits: Limits
    person: Person
    already: str | None
    sign_up_id: int | None
    offered_until: datetime | None


@dataclass(frozen=True)
class Seat:
    """A seat that somebody holds in another shift."""

    id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    point: str


def _on_roster():
    """Whether the person may hold a seat in the shift's ward today."""
    return (
        select(Grant.id)
        .where(
            Grant.user_id == bindparam("user"),
            Grant.ward_id == Shift.ward_id,
            Grant.role.in_(ROSTER_ROLES),
            in_force(bindparam("today", type_=Date)),
        )
        .correlate(Shift)
        .exists()
    )


@cache
def _statement(everywhere: bool, for_update: bool):
    """Built once: a sign-up spends more time on composing a statement than on running it."""
    mine = and_(
        SignUp.user_id == bindparam("user"),
        SignUp.state != LEFT,
        or_(SignUp.shift_id == Shift.id, and_(SignUp.state == SEATED, SignUp.ends_at > bindparam("since"))),
    )
    query = (
        select(
            *TURN,
            Point.name.label("point"),
            Point.address,
            Campaign.check_in_before_minutes,
            Point.kind.label("point_kind"),
            Skill.name.label("skill"),
            User.name.label("holder"),
            User.birth_year,
            leads(User.id).label("lead"),
            skilled(User.id).label("skilled"),
            _on_roster().label("on_roster"),
            SignUp.id.label("my_id"),
            SignUp.shift_id.label("my_shift"),
            SignUp.state.label("my_state"),
            SignUp.offered_until,
            SignUp.starts_at.label("my_start"),
            SignUp.ends_at.label("my_end"),
        )
        .select_from(Shift)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(User, User.id == bindparam("user"))
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .outerjoin(SignUp, mine)
        .where(Shift.id == bindparam("shift"))
    )
    if not everywhere:
        query = query.where(Shift.ward_id.in_(bindparam("wards", expanding=True)))
    return query.with_for_update(of=Shift) if for_update else query


@dataclass(frozen=True, slots=True)
class Held:
    """When somebody is on duty elsewhere."""

    shift_id: int
    starts_at: datetime
    ends_at: datetime


def standing(shift_id: int, user_id: int, reach: Reach, for_update: bool = False) -> Standing | None:
    """The shift, if it lies in the reach, with what one person has there and around it: one statement.

    With ``for_update`` the shift is locked and read afresh. The person's other seats may then be older than the
    lock; the database's own guards catch overlaps that they miss.
    """
    values = {"shift": shift_id, "user": user_id, "since": now() - AROUND, "today": today()}
    if not reach.everywhere:
        values["wards"] = sorted(reach.wards)
    rows = db.session.connection().execute(_statement(reach.everywhere, for_update), values).all()
    if not rows:
        return None
    turn = rows[0]
    own = next((row for row in rows if row.my_shift == row.id), None)
    duties = tuple(Held(row.my_shift, row.my_start, row.my_end) for row in rows if row.my_shift not in (None, row.id))
    return Standing(
        turn,
        Limits.of(turn),
        Person(duties, turn.lead, turn.birth_year, turn.skilled, user_id),
        own.my_state if own else None,
        own.my_id if own else None,
        own.offered_until if own else None,
    )


def seat_in_the_way(where: Standing) -> Seat | None:
    """The seat elsewhere that overlaps this shift, with its place: asked only when there is one."""
    held = clash(where.turn, where.person.duties)
    if held is None:
        return None
    row = db.session.execute(
        select(Shift.id, Shift.day, Shift.starts_at, Shift.ends_at, Point.name)
        .join(Point, Point.id == Shift.point_id)
        .where(Shift.id == held.shift_id)
    ).one()
    return Seat(*row)


def people_on(shift_id: int) -> list[Row]:
    """Rows (id, user_id, name, state, offered_until, ...) of who is seated, by given name, then of the line in its
    order."""
    rows = db.session.execute(
        select(
            SignUp.id,
            SignUp.user_id,
            SignUp.state,
            SignUp.as_lead,
            SignUp.joined_at,
            SignUp.offered_until,
            SignUp.confirmed_at,
            User.name,
            User.sort_key,
        )
        .join(User, User.id == SignUp.user_id)
        .where(SignUp.shift_id == shift_id, SignUp.state != LEFT)
        .order_by(SignUp.id)
    ).all()
    seated = sorted((row for row in rows if row.state == SEATED), key=lambda row: (row.sort_key, row.id))
    return [*seated, *(row for row in rows if row.state != SEATED)]


def roster_names(ward_id: int, day: date) -> list[Row]:
    """Rows (id, name) of those who may hold a seat in the ward on a day, by given name."""
    return list(
        db.session.execute(
            select(User.id, User.name)
            .join(Grant, Grant.user_id == User.id)
            .where(Grant.ward_id == ward_id, Grant.role.in_(ROSTER_ROLES), in_force(day), User.disabled_at.is_(None))
            .group_by(User.id, User.name, User.sort_key)
            .order_by(User.sort_key, User.id)
        ).all()
    )
