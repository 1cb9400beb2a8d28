"""Who holds which role, and who stood in which team."""

from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.db import db
from app.core.policy import ROLES_OF_POWER, Held, Role
from app.people.models import Grant, Invitation, User

ROSTER_ROLES = (Role.VOLUNTEER.value, Role.TEAM_LEADER.value)


def in_force(day: date):
    """The condition that a grant counts on that day."""
    return and_(Grant.starts_on <= day, or_(Grant.ends_on.is_(None), Grant.ends_on > day))


def not_ended(day: date):
    """The condition that a grant counts on that day or from a later one on."""
    return or_(Grant.ends_on.is_(None), and_(Grant.ends_on > day, Grant.ends_on > Grant.starts_on))


def open_link():
    """The conditions that a row is a sign-in slip of the user which can still be used."""
    return (
        Invitation.user_id == User.id,
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > now(),
    )


def held_in(grants) -> tuple[Held, ...]:
    return tuple(Held(Role(grant.role), grant.ward_id, grant.team_id) for grant in grants)


def held_by(user_id: int, day: date) -> tuple[Held, ...]:
    """The roles that a person holds on a day."""
    rows = db.session.execute(
        select(Grant.role, Grant.ward_id, Grant.team_id)
        .where(Grant.user_id == user_id, in_force(day))
        .order_by(Grant.id)
    )
    return held_in(rows)


def held_from(user_id: int, day: date) -> tuple[Held, ...]:
    """The roles that a person holds on a day or will hold later."""
    return held_from_many([user_id], day)[user_id]


def held_from_many(user_ids, day: date) -> dict[int, tuple[Held, ...]]:
    """The same for several people, in one statement."""
    out: dict[int, tuple[Held, ...]] = dict.fromkeys(user_ids, ())
    rows = db.session.execute(
        select(Grant.user_id, Grant.role, Grant.ward_id, Grant.team_id)
        .where(Grant.user_id.in_(out), not_ended(day))
        .order_by(Grant.id)
    )
    for row in rows:
        out[row.user_id] += held_in([row])
    return out


def people_with(role: Role, ward_id: int, day: date) -> set[int]:
    """The ids of those who hold a role of the ward on a day and whose account is open."""
    query = (
        select(Grant.user_id)
        .join(User, User.id == Grant.user_id)
        .where(Grant.ward_id == ward_id, Grant.role == role.value, in_force(day), User.disabled_at.is_(None))
    )
    return set(db.session.scalars(query))


def another_with(role: Role, ward_id, day: date, than):
    """The condition that somebody else ``than`` this person has a role of the ward on a day, with an open account."""
    grant, user = aliased(Grant), aliased(User)
    query = select(grant.id).join(user, user.id == grant.user_id)
    held = (grant.starts_on <= day, or_(grant.ends_on.is_(None), grant.ends_on > day), user.disabled_at.is_(None))
    return query.where(grant.ward_id == ward_id, grant.role == role.value, grant.user_id != than, *held).exists()


def had_power(ward_id: int) -> bool:
    """Whether anybody has or ever had a role in this ward that chooses, votes or decides."""
    roles = [role.value for role in ROLES_OF_POWER]
    query = select(Grant.id).where(Grant.ward_id == ward_id, Grant.role.in_(roles))
    return db.session.scalar(query.limit(1)) is not None


def roster(ward_id: int, day: date) -> list:
    """Rows (user_id, team_id, title, role) of who was in which team of the ward on a day, once per team."""
    rows = db.session.execute(
        select(Grant.user_id, Grant.team_id, Grant.title, Grant.role)
        .where(Grant.ward_id == ward_id, Grant.role.in_(ROSTER_ROLES), in_force(day))
        .order_by(Grant.starts_on, Grant.id)
    ).all()
    seen, out = set(), []
    for row in rows:
        if (row.user_id, row.team_id) not in seen:
            seen.add((row.user_id, row.team_id))
            out.append(row)
    return out
