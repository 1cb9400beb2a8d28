"""Seats of others for which one's own could be exchanged."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from sqlalchemy import and_, bindparam, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.core.reasons import Reason
from app.people.models import Skill, User
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.queries import TURN
from app.signups.queries.facts import leads, skilled
from app.swaps.rules import SwapAnswer, may_pass

from .able import Candidate

# Exchanges are looked for so many days before and after the seat that is given away.
NEAR = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A seat of somebody else for which one's own could be exchanged. ``turn`` is its shift."""

    sign_up_id: int
    user_id: int
    name: str
    team: str
    turn: Row
    answer: Reason


def exchanges(where, giver_id: int, candidates: list[Candidate], **how) -> list[Exchange]:
    """Seats of these people near this one for which it could be exchanged, by their start: one statement.

    ``where`` is the standing of whoever gives the seat away, with all their coming duties; ``candidates`` are of
    ``able_people``. The answer speaks of the first of both people whom something speaks against.
    """
    turn, moment = where.turn, now()
    people = {one.id: one for one in candidates}
    found = []
    for row in _seats(turn, giver_id) if people else ():
        other = people.get(row.user_id)
        if other is None:
            continue
        mine = replace(where.person, lead=row.lead, skilled=row.skilled)
        answer = may_pass(row, where.limits, mine, moment, row.my_state, row.my_until, row.as_lead, **how)
        if answer is SwapAnswer.YES:
            there = (other.person, moment, other.already, other.offered_until, other.lead_seat)
            answer = may_pass(turn, where.limits, *there, giving=row.id, **how)
        found.append(Exchange(row.sign_up_id, row.user_id, row.name, other.team, row, answer))
    return found


def _seats(turn, giver_id: int) -> list[Row]:
    asked = {"giver": giver_id, "campaign": turn.campaign_id, "turn": turn.id, "now": now()}
    days = {"first": turn.day - NEAR, "last": turn.day + NEAR}
    return db.session.connection().execute(_near_seats(), asked | days).all()


@cache
def _near_seats():
    """Built once: that costs more than the question, which never differs."""
    own = aliased(SignUp)
    return (
        select(
            *TURN,
            Skill.name.label("skill"),
            Point.name.label("point"),
            SignUp.id.label("sign_up_id"),
            SignUp.user_id,
            SignUp.as_lead,
            User.name,
            leads(bindparam("giver")).label("lead"),
            skilled(bindparam("giver")).label("skilled"),
            own.state.label("my_state"),
            own.offered_until.label("my_until"),
        )
        .select_from(SignUp)
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .join(User, User.id == SignUp.user_id)
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .outerjoin(own, and_(own.user_id == bindparam("giver"), own.shift_id == Shift.id, own.state != LEFT))
        .where(
            Shift.campaign_id == bindparam("campaign"),
            Shift.id != bindparam("turn"),
            Shift.day >= bindparam("first"),
            Shift.day <= bindparam("last"),
            Shift.starts_at > bindparam("now"),
            Shift.cancelled_at.is_(None),
            SignUp.state == SEATED,
            SignUp.user_id != bindparam("giver"),
        )
        .order_by(Shift.starts_at, Point.sort_key, User.sort_key, SignUp.id)
    )
