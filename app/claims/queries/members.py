"""The people of a team, and whether each can have one of its seats."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.rules.limits import Limits
from app.claims.rules import may_be_named
from app.core.clock import now
from app.core.db import db
from app.core.reasons import Reason
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES
from app.shifts.models import Shift
from app.signups.models import LEFT, SignUp
from app.signups.queries import person_of, with_facts
from app.signups.rules import AROUND, Person


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team: the state in the shift, and what the rules say of naming them."""

    id: int
    name: str
    person: Person
    already: str | None
    sign_up_id: int | None
    offered_until: datetime | None
    answer: Reason


@cache
def _members(only: bool):
    own = aliased(SignUp)
    in_team = exists().where(
        Grant.user_id == User.id,
        Grant.team_id == bindparam("team"),
        Grant.role.in_(ROSTER_ROLES),
        Grant.starts_on <= Shift.day,
        or_(Grant.ends_on.is_(None), Grant.ends_on > Shift.day),
    )
    query = with_facts(
        select(User.id.label("user_id"), User.name, own.id.label("own_id"), own.state, own.offered_until)
        .select_from(User)
        .join(Shift, Shift.id == bindparam("shift"))
        .outerjoin(own, and_(own.user_id == User.id, own.shift_id == Shift.id, own.state != LEFT))
        .where(in_team, User.disabled_at.is_(None))
        .order_by(User.sort_key, User.id)
    )
    return query.where(User.id == bindparam("only")) if only else query


def members_for(turn, limits: Limits, team_id: int, only: int | None = None) -> list[Member]:
    """Who is in the team on the day of the shift, by name; ``only``: this one person. One statement."""
    values = {"team": team_id, "shift": turn.id, "since": turn.starts_at - AROUND, "until": turn.ends_at + AROUND}
    if only is not None:
        values["only"] = only
    grouped: dict[int, list] = {}
    for row in db.session.connection().execute(_members(only is not None), values):
        grouped.setdefault(row.user_id, []).append(row)
    found = []
    for user_id, rows in grouped.items():
        person, row = person_of(user_id, rows), rows[0]
        answer = may_be_named(turn, limits, person, now(), row.state, row.offered_until)
        found.append(Member(user_id, row.name, person, row.state, row.own_id, row.offered_until, answer))
    return found
