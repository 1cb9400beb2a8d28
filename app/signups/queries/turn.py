"""One shift as one person sees it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import BigInteger, Date, String, and_, bindparam, cast, extract, false, func, null, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.db import db
from app.core.picking import Pick
from app.core.policy import Reach
from app.core.prepared import Prepared
from app.people.models import Grant, Skill, User
from app.people.queries import ROSTER_ROLES, in_force
from app.places.models import Point, Team, Ward
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


def duties_elsewhere():
    """The person's seats elsewhere, as a text that ``duties_of`` reads: a row for each would bring the whole shift
    along every time."""
    seat = aliased(SignUp)
    words = [cast(seat.shift_id, String)]
    words += [cast(cast(extract("epoch", at), BigInteger), String) for at in (seat.starts_at, seat.ends_at)]
    return (
        select(func.aggregate_strings(words[0] + " " + words[1] + " " + words[2], ";"))
        .where(seat.user_id == bindparam("user"), seat.state == SEATED, seat.ends_at > bindparam("since"))
        .where(seat.shift_id != Shift.id)
        .correlate(Shift)
        .scalar_subquery()
    )


@cache
def _statement(wards: int | None, for_update: bool):
    """Built once for each number of wards (None: everywhere): a sign-up spends more time on composing a statement
    than on running it."""
    query = (
        select(
            *TURN,
            Point.name.label("point"),
            Point.address,
            Point.phone.label("point_phone"),
            Ward.name.label("ward"),
            Ward.province,
            Campaign.check_in_before_minutes,
            Point.kind.label("point_kind"),
            Skill.name.label("skill"),
            User.name.label("holder"),
            User.birth_year,
            leads(User.id).label("lead"),
            skilled(User.id).label("skilled"),
            _on_roster().label("on_roster"),
            SignUp.id.label("my_id"),
            SignUp.state.label("my_state"),
            SignUp.offered_until,
            duties_elsewhere().label("duties"),
        )
        .select_from(Shift)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .join(Ward, Ward.id == Shift.ward_id)
        .outerjoin(User, User.id == bindparam("user"))
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .outerjoin(
            SignUp,
            and_(SignUp.shift_id == Shift.id, SignUp.user_id == bindparam("user"), SignUp.state != LEFT),
        )
        .where(Shift.id == bindparam("shift"))
    )
    if wards is not None:
        query = query.where(or_(false(), *(Shift.ward_id == bindparam(f"ward{n}") for n in range(wards))))
    return Prepared(query.with_for_update(of=Shift) if for_update else query)


class Held(NamedTuple):
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
    wards = None if reach.everywhere else len(reach.wards)
    if wards:
        values |= {f"ward{n}": ward for n, ward in enumerate(sorted(reach.wards))}
    turn = _statement(wards, for_update)(values).one_or_none()
    if turn is None:
        return None
    person = Person(duties_of(turn), turn.lead, turn.birth_year, turn.skilled, user_id)
    return Standing(turn, Limits.of(turn), person, turn.my_state, turn.my_id, turn.offered_until)


def duties_of(turn) -> tuple[Held, ...]:
    """The duties of ``duties_elsewhere`` that lie near enough for the rules to look at them."""
    if not turn.duties:
        return ()
    first, last = (turn.starts_at - AROUND).timestamp(), (turn.ends_at + AROUND).timestamp()
    found = (tuple(map(int, duty.split())) for duty in turn.duties.split(";"))
    read = datetime.fromtimestamp
    return tuple(Held(i, read(a, UTC), read(b, UTC)) for i, a, b in found if a < last and b > first)


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


def people_on(shift_id: int, phones: bool = False) -> list[Row]:
    """Rows (id, user_id, name, state, offered_until, ...) of who is seated, by given name, then of the line in its
    order. Without ``phones`` no number leaves the database."""
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
            (User.phone if phones else null()).label("phone"),
        )
        .join(User, User.id == SignUp.user_id)
        .where(SignUp.shift_id == shift_id, SignUp.state != LEFT)
        .order_by(SignUp.id)
    ).all()
    seated = sorted((row for row in rows if row.state == SEATED), key=lambda row: (row.sort_key, row.id))
    return [*seated, *(row for row in rows if row.state != SEATED)]


def roster_names(ward_id: int, day: date) -> list[Pick]:
    """Those who may hold a seat in the ward on a day, by given name, each with a team."""
    rows = db.session.execute(
        select(User.id, User.name, func.min(Team.name))
        .join(Grant, Grant.user_id == User.id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(Grant.ward_id == ward_id, Grant.role.in_(ROSTER_ROLES), in_force(day), User.disabled_at.is_(None))
        .group_by(User.id, User.name, User.sort_key)
        .order_by(User.sort_key, User.id)
    ).all()
    return [Pick(user_id, name, team or "") for user_id, name, team in rows]
