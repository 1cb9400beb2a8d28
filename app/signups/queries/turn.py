"""One shift as one person sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.db import db
from app.core.policy import Reach
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES, in_force
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp


@dataclass(frozen=True)
class Standing:
    """A shift (columns by name), the person's state in it and the person's overlapping seats elsewhere."""

    turn: Row
    already: str | None
    sign_up_id: int | None
    mine: list


@dataclass(frozen=True)
class Seat:
    """A seat that somebody holds in another shift."""

    day: date
    starts_at: datetime
    ends_at: datetime
    point: str


@cache
def _statement(everywhere: bool, for_update: bool):
    """Built once: a sign-up spends more time on composing a statement than on running it."""
    mine = and_(
        SignUp.user_id == bindparam("user"),
        SignUp.state != LEFT,
        or_(SignUp.shift_id == Shift.id, SignUp.state == SEATED),
        SignUp.starts_at < Shift.ends_at,
        SignUp.ends_at > Shift.starts_at,
    )
    query = (
        select(
            Shift.id,
            Shift.ward_id,
            Shift.campaign_id,
            Shift.point_id,
            Shift.day,
            Shift.slot,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.leads,
            Shift.seats_taken,
            Shift.in_line,
            Shift.cancelled_at,
            Shift.cancel_reason,
            Campaign.closed_at,
            Campaign.slug,
            Point.name.label("point"),
            Point.address,
            SignUp.id.label("my_id"),
            SignUp.shift_id.label("my_shift"),
            SignUp.state.label("my_state"),
        )
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(SignUp, mine)
        .where(Shift.id == bindparam("shift"))
    )
    if not everywhere:
        query = query.where(Shift.ward_id.in_(bindparam("wards", expanding=True)))
    if for_update:
        return query.with_for_update(of=Shift)
    seat, place = aliased(Shift), aliased(Point)
    return (
        query.add_columns(
            seat.day.label("seat_day"),
            seat.starts_at.label("seat_starts"),
            seat.ends_at.label("seat_ends"),
            place.name.label("seat_point"),
        )
        .outerjoin(seat, (seat.id == SignUp.shift_id) & (seat.id != Shift.id))
        .outerjoin(place, place.id == seat.point_id)
    )


def standing(shift_id: int, user_id: int, reach: Reach, for_update: bool = False) -> Standing | None:
    """The shift, if it lies in the reach, with what one person has there and at the same time: one statement.

    With ``for_update`` the shift is locked and read afresh. The person's other seats may then be older than the
    lock; the database's own guards catch what they miss.
    """
    values = {"shift": shift_id, "user": user_id}
    if not reach.everywhere:
        values["wards"] = sorted(reach.wards)
    rows = db.session.connection().execute(_statement(reach.everywhere, for_update), values).all()
    if not rows:
        return None
    own = next((row for row in rows if row.my_shift == row.id), None)
    if for_update:
        mine = _seats([row.my_shift for row in rows if row.my_shift not in (None, row.id)])
    else:
        mine = seats_in(rows)
    return Standing(rows[0], own.my_state if own else None, own.my_id if own else None, mine)


def seats_in(rows) -> list[Seat]:
    """The seats elsewhere that these rows of one shift tell of."""
    return [
        Seat(row.seat_day, row.seat_starts, row.seat_ends, row.seat_point) for row in rows if row.seat_day is not None
    ]


def _seats(shift_ids: list[int]) -> list[Seat]:
    """Where and when these seats are: asked only when one of them stands in the way."""
    if not shift_ids:
        return []
    rows = db.session.execute(
        select(Shift.day, Shift.starts_at, Shift.ends_at, Point.name)
        .join(Point, Point.id == Shift.point_id)
        .where(Shift.id.in_(shift_ids))
        .order_by(Shift.starts_at)
    )
    return [Seat(*row) for row in rows]


def people_on(shift_id: int) -> list[Row]:
    """Rows (id, user_id, name, state) of who is seated, by given name, then of the line in its order."""
    rows = db.session.execute(
        select(SignUp.id, SignUp.user_id, SignUp.state, SignUp.joined_at, User.name, User.sort_key)
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
