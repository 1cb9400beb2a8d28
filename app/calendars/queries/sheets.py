"""Who is where in a campaign's days: for the timetable of a point and of a team."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, literal, select
from sqlalchemy.engine import Row

from app.campaigns.models import Campaign, CampaignPoint
from app.core.db import db
from app.core.policy import Reach
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES, in_force
from app.places.models import Point, Team, Ward
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp


@dataclass(frozen=True)
class Sheet:
    """A point or a team, its ward, and the ward's campaigns (id, slug, name, starts_on, ends_on, closed_at)."""

    id: int
    name: str
    address: str
    ward_id: int
    ward: str
    campaigns: list[Row]


def _sheet(thing, address, thing_id: int, reach: Reach) -> Sheet | None:
    rows = db.session.execute(
        select(
            thing.name.label("thing"),
            address.label("address"),
            thing.ward_id,
            Ward.name.label("ward"),
            Campaign.id,
            Campaign.slug,
            Campaign.name,
            Campaign.starts_on,
            Campaign.ends_on,
            Campaign.closed_at,
        )
        .join(Ward, Ward.id == thing.ward_id)
        .outerjoin(Campaign, Campaign.ward_id == thing.ward_id)
        .where(thing.id == thing_id, reach.where(thing.ward_id))
        .order_by(Campaign.starts_on.desc(), Campaign.id)
    ).all()
    if not rows:
        return None
    first = rows[0]
    campaigns = [row for row in rows if row.id is not None]
    return Sheet(thing_id, first.thing, first.address, first.ward_id, first.ward, campaigns)


def point_sheet(point_id: int, reach: Reach) -> Sheet | None:
    return _sheet(Point, Point.address, point_id, reach)


def team_sheet(team_id: int, reach: Reach) -> Sheet | None:
    return _sheet(Team, literal(""), team_id, reach)


@dataclass(frozen=True)
class Turn:
    """A shift, and who has a seat in it: (id, name) by given name; of a team's sheet only the team's own."""

    id: int
    day: date
    slot: str
    starts_at: datetime
    ends_at: datetime
    min_heads: int
    max_heads: int
    taken: int
    held: int
    cancelled: bool
    point_id: int
    point: str
    people: tuple[tuple[int, str], ...]


def _turns(campaign_id: int, first: date, last: date, where: ColumnElement[bool], team: bool) -> list[Turn]:
    """Of a ``team`` only shifts that somebody sits in. One statement."""
    rows = db.session.execute(
        select(
            Shift.id,
            Shift.day,
            Shift.slot,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.seats_taken,
            Shift.seats_held,
            Shift.cancelled_at,
            Shift.point_id,
            Point.name.label("point"),
            User.id.label("user_id"),
            User.name,
        )
        .join(Point, Point.id == Shift.point_id)
        .join(SignUp, and_(SignUp.shift_id == Shift.id, SignUp.state == SEATED), isouter=not team)
        .join(User, User.id == SignUp.user_id, isouter=not team)
        .outerjoin(
            CampaignPoint,
            (CampaignPoint.campaign_id == Shift.campaign_id) & (CampaignPoint.point_id == Shift.point_id),
        )
        .where(Shift.campaign_id == campaign_id, Shift.day >= first, Shift.day <= last, where)
        .order_by(CampaignPoint.position, Point.sort_key, Shift.point_id, Shift.starts_at, Shift.id)
        .order_by(User.sort_key, User.id)
    )
    shifts: dict[int, tuple[Row, list]] = {}
    for row in rows:
        people = shifts.setdefault(row.id, (row, []))[1]
        if row.user_id is not None:
            people.append((row.user_id, row.name))
    return [_turn(row, people) for row, people in shifts.values()]


def _turn(row: Row, people: list) -> Turn:
    seats = row.min_heads, row.max_heads, row.seats_taken, row.seats_held
    when = row.day, row.slot, row.starts_at, row.ends_at
    return Turn(row.id, *when, *seats, row.cancelled_at is not None, row.point_id, row.point, tuple(people))


def turns_at(point_id: int, campaign_id: int, first: date, last: date) -> list[Turn]:
    """All shifts of a point from day to day, both counted, by their start."""
    return _turns(campaign_id, first, last, Shift.point_id == point_id, team=False)


def turns_of_team(team_id: int, campaign_id: int, first: date, last: date) -> list[Turn]:
    """The shifts in which somebody sits who is in the team on that day, in the campaign's order of points."""
    member = (
        select(Grant.id)
        .where(
            Grant.user_id == SignUp.user_id,
            Grant.team_id == team_id,
            Grant.role.in_(ROSTER_ROLES),
            in_force(Shift.day),
        )
        .exists()
    )
    return _turns(campaign_id, first, last, member, team=True)
