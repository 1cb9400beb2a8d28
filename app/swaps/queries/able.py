"""Who could have a seat. A volunteer chooses among people whose names can be read anyway: those of the own teams, and
those whose names stand on a shift of the campaign. Staff choose from the whole roster."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign
from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.db import db
from app.core.reasons import Reason
from app.people.models import Grant, Skill, User
from app.people.queries import ROSTER_ROLES
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.queries import TURN, person_of, with_facts
from app.signups.queries.facts import leads, skilled
from app.signups.rules import AROUND, Person
from app.swaps.rules import SwapAnswer, may_pass

# Exchanges are looked for so many days before and after the seat that is given away.
NEAR = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might have a seat, what the rules look at, and what they say. ``sign_up_id``: the place in line
    that becomes the seat."""

    id: int
    name: str
    person: Person
    already: str | None
    offered_until: datetime | None
    sign_up_id: int | None
    lead_seat: bool
    answer: Reason


@dataclass(frozen=True, slots=True)
class Exchange:
    """A seat of somebody else for which one's own could be exchanged. ``turn`` is its shift."""

    sign_up_id: int
    user_id: int
    name: str
    turn: Row
    answer: Reason


def _on_roster(user_id):
    """Whether somebody may hold a seat in the shift's ward today; within a statement about shifts."""
    grant = aliased(Grant)
    return exists().where(
        grant.user_id == user_id,
        grant.ward_id == Shift.ward_id,
        grant.role.in_(ROSTER_ROLES),
        grant.starts_on <= bindparam("today"),
        or_(grant.ends_on.is_(None), grant.ends_on > bindparam("today")),
    )


def _known(user_id):
    """Whether the viewer can read somebody's name anyway."""
    theirs, own, seat, there = aliased(Grant), aliased(Grant), aliased(SignUp), aliased(Shift)
    day = bindparam("today")
    team_mate = exists().where(
        theirs.user_id == user_id,
        own.user_id == bindparam("viewer"),
        theirs.team_id == own.team_id,
        *(or_(grant.ends_on.is_(None), grant.ends_on > day) for grant in (theirs, own)),
    )
    on_a_shift = exists().where(
        seat.user_id == user_id,
        seat.state == SEATED,
        there.id == seat.shift_id,
        there.campaign_id == Shift.campaign_id,
    )
    return or_(team_mate, on_a_shift)


def able_people(
    turn, limits: Limits, giver_id: int, viewer_id: int | None = None, only: int | None = None, **how
) -> list[Candidate]:
    """Who might have somebody's seat in this shift, by name: one statement.

    ``viewer_id``: the volunteer who chooses among the names that they may read; None: all of the roster. ``only``:
    this one person. ``how`` is for ``may_pass``.
    """
    own, given = aliased(SignUp), aliased(SignUp)
    query = with_facts(
        select(
            User.id.label("user_id"),
            User.name,
            own.id.label("own_id"),
            own.state,
            own.offered_until,
            given.as_lead.label("lead_seat"),
        )
        .select_from(User)
        .join(Shift, Shift.id == bindparam("shift"))
        .outerjoin(own, and_(own.user_id == User.id, own.shift_id == Shift.id, own.state != LEFT))
        .outerjoin(
            given, and_(given.user_id == bindparam("giver"), given.shift_id == Shift.id, given.state == SEATED)
        )
        .where(_on_roster(User.id), User.disabled_at.is_(None), User.id != bindparam("giver"))
        .order_by(User.sort_key, User.id)
    )
    values = {"shift": turn.id, "giver": giver_id, "today": today()} | _around(turn)
    if viewer_id is not None:
        query, values["viewer"] = query.where(_known(User.id)), viewer_id
    if only is not None:
        query, values["only"] = query.where(User.id == bindparam("only")), only
    grouped: dict[int, list] = {}
    for row in db.session.connection().execute(query, values):
        grouped.setdefault(row.user_id, []).append(row)
    return [_candidate(turn, limits, person_of(user_id, rows), rows[0], how) for user_id, rows in grouped.items()]


def _candidate(turn, limits: Limits, person: Person, row, how: dict) -> Candidate:
    answer = may_pass(turn, limits, person, now(), row.state, row.offered_until, bool(row.lead_seat), **how)
    return Candidate(
        person.id, row.name, person, row.state, row.offered_until, row.own_id, bool(row.lead_seat), answer
    )


def _around(turn) -> dict[str, datetime]:
    return {"since": turn.starts_at - AROUND, "until": turn.ends_at + AROUND}


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
        found.append(Exchange(row.sign_up_id, row.user_id, row.name, row, answer))
    return found


def _seats(turn, giver_id: int) -> list[Row]:
    own = aliased(SignUp)
    query = (
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
            Shift.campaign_id == turn.campaign_id,
            Shift.id != turn.id,
            Shift.day >= turn.day - NEAR,
            Shift.day <= turn.day + NEAR,
            Shift.starts_at > now(),
            Shift.cancelled_at.is_(None),
            SignUp.state == SEATED,
            SignUp.user_id != bindparam("giver"),
        )
        .order_by(Shift.starts_at, Point.sort_key, User.sort_key, SignUp.id)
    )
    return db.session.connection().execute(query, {"giver": giver_id}).all()


def shifts_to_take(shift_ids: list[int], user_id: int) -> dict[int, Row]:
    """These shifts by id, each with its ``skill`` and whether this person is ``skilled``."""
    query = (
        select(*TURN, Skill.name.label("skill"), skilled(bindparam("user")).label("skilled"))
        .select_from(Shift)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .outerjoin(Skill, Skill.id == Shift.skill_id)
        .where(Shift.id.in_(shift_ids))
    )
    return {row.id: row for row in db.session.connection().execute(query, {"user": user_id})}
