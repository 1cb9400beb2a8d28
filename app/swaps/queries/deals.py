"""Offers with what stands behind them: the seats, the shifts, the people's names."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import SimpleNamespace

from sqlalchemy import bindparam, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.people.models import Skill, User
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp
from app.signups.queries import TURN
from app.signups.queries.facts import skilled
from app.swaps.events import SeatAt
from app.swaps.models import OPEN, SwapOffer


@dataclass(frozen=True, slots=True)
class Side:
    """A seat of an offer."""

    shift_id: int
    sign_up_id: int
    day: date
    slot: str
    starts_at: datetime
    ends_at: datetime
    point: str
    seated: bool
    as_lead: bool

    @property
    def at(self) -> SeatAt:
        return SeatAt(self.shift_id, self.point, self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, the seat that is given and (in an exchange) the one that is wanted; ``rules.Deal``."""

    id: int
    ward_id: int
    user_id: int
    giver: str
    to_user_id: int | None
    asked: str | None
    state: str
    made_at: datetime
    given: Side
    wanted: Side | None

    @property
    def shift_ids(self) -> list[int]:
        """In the order in which they are locked."""
        return sorted([self.given.shift_id] + ([self.wanted.shift_id] if self.wanted else []))

    @property
    def starts_at(self) -> datetime:
        return min(side.starts_at for side in (self.given, self.wanted) if side)

    @property
    def seated(self) -> bool:
        return self.given.seated

    @property
    def other_seated(self) -> bool:
        return self.wanted is None or self.wanted.seated


_SIDE = ("shift_id", "sign_up_id", "day", "slot", "starts_at", "ends_at", "point", "state", "as_lead")


def _side(shift, seat, point, name: str):
    columns = (shift.id, seat.id, shift.day, shift.slot, shift.starts_at, shift.ends_at, point.name, seat.state)
    return [column.label(f"{name}_{key}") for key, column in zip(_SIDE, (*columns, seat.as_lead), strict=True)]


def _offers(shift=None):
    """``shift``: what stands for the shift of the seat that is given."""
    giver, asked = aliased(User), aliased(User)
    shift, seat, point = shift or aliased(Shift), aliased(SignUp), aliased(Point)
    other, other_seat, other_point = aliased(Shift), aliased(SignUp), aliased(Point)
    return (
        select(
            SwapOffer.id,
            SwapOffer.ward_id,
            SwapOffer.user_id,
            giver.name.label("giver"),
            SwapOffer.to_user_id,
            asked.name.label("asked"),
            SwapOffer.state,
            SwapOffer.made_at,
            *_side(shift, seat, point, "given"),
            *_side(other, other_seat, other_point, "wanted"),
        )
        .join(giver, giver.id == SwapOffer.user_id)
        .outerjoin(asked, asked.id == SwapOffer.to_user_id)
        .join(shift, shift.id == SwapOffer.shift_id)
        .join(seat, seat.id == SwapOffer.sign_up_id)
        .join(point, point.id == shift.point_id)
        .outerjoin(other, other.id == SwapOffer.wanted_shift_id)
        .outerjoin(other_seat, other_seat.id == SwapOffer.wanted_id)
        .outerjoin(other_point, other_point.id == other.point_id)
        .order_by(SwapOffer.id)
    )


def _read(row: Row, name: str) -> Side | None:
    values = [row._mapping[f"{name}_{key}"] for key in _SIDE]
    if values[0] is None:
        return None
    *plain, state, as_lead = values
    return Side(*plain, state == SEATED, as_lead)


def offer_of(row: Row) -> Offer:
    """From a row of ``_offers``."""
    return Offer(*row[:8], _read(row, "given"), _read(row, "wanted"))


def _found(query, **values) -> list[Offer]:
    return [offer_of(row) for row in db.session.connection().execute(query, values)]


# Built once each: composing so large a statement costs many times its run, and one's own shifts are often looked at.
@cache
def _by_id():
    return _offers().where(SwapOffer.id == bindparam("offer"))


@cache
def _on():
    return _offers().where(SwapOffer.shift_id == bindparam("shift"), SwapOffer.state == OPEN)


# What the rules look at in the shift of the seat that is given, each under a name of its own beside the offer's.
_TURN = {column.key if isinstance(column, InstrumentedAttribute) else column.name: column for column in TURN}


@cache
def _concerning():
    mine = or_(SwapOffer.user_id == bindparam("user"), SwapOffer.to_user_id == bindparam("user"))
    turn = [column.label(f"turn_{name}") for name, column in _TURN.items()]
    return (
        _offers(Shift)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .where(SwapOffer.state == OPEN, mine)
        .add_columns(*turn, Skill.name.label("turn_skill"), skilled(bindparam("user")).label("turn_skilled"))
    )


def offer_by_id(offer_id: int) -> Offer | None:
    return next(iter(_found(_by_id(), offer=offer_id)), None)


def offers_by_id(offer_ids: list[int]) -> list[Offer]:
    return _found(_offers().where(SwapOffer.id.in_(offer_ids)))


def offers_on(shift_id: int) -> list[Offer]:
    """The open ones of this shift's seats, the oldest first."""
    return _found(_on(), shift=shift_id)


def offers_concerning(user_id: int) -> list[tuple[Offer, SimpleNamespace]]:
    """The open ones that somebody made or is asked by name, the earliest shift first, none that has lapsed; each with
    the shift of its seat as the rules read one, its ``skill`` and whether this person is ``skilled``: one
    statement."""
    moment, found = now(), []
    for row in db.session.connection().execute(_concerning(), {"user": user_id}):
        offer, names = offer_of(row), (*_TURN, "skill", "skilled")
        if offer.starts_at > moment:
            found.append((offer, SimpleNamespace(**{name: row._mapping[f"turn_{name}"] for name in names})))
    return sorted(found, key=lambda pair: (pair[0].starts_at, pair[0].id))


def offers_due() -> list[tuple[int, list[int]]]:
    """(id, shifts in the order of locks) of the open ones whose earlier shift has begun."""
    moment, other = now(), aliased(Shift)
    rows = db.session.execute(
        select(SwapOffer.id, SwapOffer.shift_id, SwapOffer.wanted_shift_id)
        .join(Shift, Shift.id == SwapOffer.shift_id)
        .outerjoin(other, other.id == SwapOffer.wanted_shift_id)
        .where(SwapOffer.state == OPEN, or_(Shift.starts_at <= moment, other.starts_at <= moment))
        .order_by(SwapOffer.id)
    )
    return [(row.id, sorted(shift for shift in row[1:] if shift is not None)) for row in rows]


def holder_of(sign_up_id: int) -> Row | None:
    """Row (user_id, shift_id) of a seat that somebody holds."""
    return db.session.execute(
        select(SignUp.user_id, SignUp.shift_id).where(SignUp.id == sign_up_id, SignUp.state == SEATED)
    ).first()
