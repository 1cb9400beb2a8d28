"""Who is listed in a ranking."""

from datetime import date, datetime

from sqlalchemy import and_, or_, select

from app.core.db import db
from app.core.policy import Role
from app.people.models import Consent, Grant, User
from app.people.queries import ROSTER_ROLES, in_force
from app.ranking.models import Hold
from app.ranking.rules import Person

BOARD_NAME = "board_name"
WOMAN = "female"


def people_rows(campaign_id: int, ward_id: int, day: date, earned, until: datetime | None) -> list:
    """One row for each person and team, the longest standing team first; `earned` holds who else is listed. With
    `until` grants and holds as they stood just before that instant."""
    grant = and_(Grant.user_id == User.id, Grant.ward_id == ward_id, Grant.role.in_(ROSTER_ROLES), in_force(day))
    hold = and_(Hold.user_id == User.id, Hold.campaign_id == campaign_id)
    if until is None:
        hold = and_(hold, Hold.lifted_at.is_(None))
    else:
        grant = and_(grant, Grant.granted_at < until)
        hold = and_(hold, Hold.placed_at < until, or_(Hold.lifted_at.is_(None), Hold.lifted_at >= until))
    consent = and_(Consent.user_id == User.id, Consent.purpose == BOARD_NAME, Consent.withdrawn_at.is_(None))
    return db.session.execute(
        select(
            User.id,
            User.name,
            User.sort_key,
            User.phone,
            User.gender,
            Grant.team_id,
            Grant.role,
            Hold.reason.label("hold_reason"),
            Consent.id.label("agreed"),
        )
        .outerjoin(Grant, grant)
        .outerjoin(Hold, hold)
        .outerjoin(Consent, consent)
        .where(or_(Grant.id.is_not(None), User.id.in_(list(earned))))
        .order_by(User.id, Grant.starts_on, Grant.id)
    ).all()


def persons(rows: list, earned: dict, teams: dict) -> tuple[Person, ...]:
    """Each person once, in the longest standing team, else in the one where they earned last."""
    people, leaders = {}, {row.id for row in rows if row.role == Role.TEAM_LEADER.value}
    for row in rows:
        if row.id not in people or (people[row.id].team_id is None and row.team_id is not None):
            people[row.id] = row
    out = []
    for row in people.values():
        team_id = row.team_id if row.team_id is not None else earned.get(row.id)
        team = teams[team_id].a if team_id in teams else ""
        held, woman = row.hold_reason is not None, row.gender == WOMAN
        out.append(Person(row.id, row.name, row.sort_key, row.phone, team_id, team, held, woman, row.id in leaders))
    return tuple(out)
