"""Who could have a seat. A volunteer chooses among people whose names can be read anyway: those of the own teams, and
those whose names stand on a shift of the campaign. Staff choose from the whole roster."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.db import db
from app.core.reasons import Reason
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.queries import person_of, with_facts
from app.signups.queries.facts import team_of
from app.signups.rules import AROUND, Person
from app.swaps.rules import may_pass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might have a seat, what the rules look at, and what they say. ``sign_up_id``: the place in line
    that becomes the seat."""

    id: int
    name: str
    team: str
    person: Person
    already: str | None
    offered_until: datetime | None
    sign_up_id: int | None
    lead_seat: bool
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


@cache
def _people(viewer: bool, only: bool):
    own, given = aliased(SignUp), aliased(SignUp)
    query = with_facts(
        select(
            User.id.label("user_id"),
            User.name,
            team_of(User.id).label("team"),
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
    query = query.where(_known(User.id)) if viewer else query
    return query.where(User.id == bindparam("only")) if only else query


def able_people(
    turn, limits: Limits, giver_id: int, viewer_id: int | None = None, only: int | None = None, **how
) -> list[Candidate]:
    """Who might have somebody's seat in this shift, by name: one statement.

    ``viewer_id``: the volunteer who chooses among the names that they may read; None: all of the roster. ``only``:
    this one person. ``how`` is for ``may_pass``.
    """
    values = {"shift": turn.id, "giver": giver_id, "today": today(), "viewer": viewer_id, "only": only}
    values = {name: value for name, value in values.items() if value is not None} | _around(turn)
    grouped: dict[int, list] = {}
    for row in db.session.connection().execute(_people(viewer_id is not None, only is not None), values):
        grouped.setdefault(row.user_id, []).append(row)
    return [_candidate(turn, limits, person_of(user_id, rows), rows[0], how) for user_id, rows in grouped.items()]


def _candidate(turn, limits: Limits, person: Person, row, how: dict) -> Candidate:
    answer = may_pass(turn, limits, person, now(), row.state, row.offered_until, bool(row.lead_seat), **how)
    return Candidate(
        person.id,
        row.name,
        row.team or "",
        person,
        row.state,
        row.offered_until,
        row.own_id,
        bool(row.lead_seat),
        answer,
    )


def _around(turn) -> dict[str, datetime]:
    return {"since": turn.starts_at - AROUND, "until": turn.ends_at + AROUND}
