"""Reading people, always inside somebody's reach."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from app.core.clock import now, today
from app.core.db import db
from app.core.policy import Held, Role
from app.core.text import fold, normalise_email, normalise_phone
from app.places.models import Ward

from .models import Consent, Grant, SignIn, User

ROSTER_ROLES = (Role.VOLUNTEER.value, Role.TEAM_LEADER.value)


def in_force(day: date):
    """The condition that a grant counts on that day."""
    return and_(Grant.starts_on <= day, or_(Grant.ends_on.is_(None), Grant.ends_on > day))


def user_by_login(login: str) -> User | None:
    """The person with this phone number or e-mail address, written in any usual way."""
    phone = normalise_phone(login)
    if phone:
        return db.session.scalar(select(User).where(User.phone == phone))
    email = normalise_email(login) if "@" in login else None
    return db.session.scalar(select(User).where(User.email == email)) if email else None


def held_by(user_id: int, day: date) -> tuple[Held, ...]:
    """The roles that a person holds on a day."""
    rows = db.session.execute(
        select(Grant.role, Grant.ward_id, Grant.team_id)
        .where(Grant.user_id == user_id, in_force(day))
        .order_by(Grant.id)
    )
    return tuple(Held(Role(row.role), row.ward_id, row.team_id) for row in rows)


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


def names_of(user_ids) -> dict[int, str]:
    """Names by id, in one statement."""
    ids = {i for i in user_ids if i is not None}
    if not ids:
        return {}
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(ids))).tuples().all())


def teams_of_user(user_id: int, ward_id: int, day: date) -> list[int]:
    """The teams of the ward in which the person stood on a day, the longest standing first."""
    rows = db.session.scalars(
        select(Grant.team_id)
        .where(
            Grant.user_id == user_id,
            Grant.ward_id == ward_id,
            Grant.team_id.is_not(None),
            Grant.role.in_(ROSTER_ROLES),
            in_force(day),
        )
        .order_by(Grant.starts_on, Grant.id)
    )
    return list(dict.fromkeys(rows))


def people_in(ward_id: int, day: date, text: str = "", team_id: int | None = None, limit: int = 500) -> list:
    """Rows (User, Grant) of everybody with a role in the ward, by given name; ``text`` matches without marks."""
    query = (
        select(User, Grant)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.ward_id == ward_id, in_force(day))
        .order_by(User.sort_key, User.id, Grant.id)
        .limit(limit)
    )
    if team_id is not None:
        query = query.where(Grant.team_id == team_id)
    if text:
        digits = normalise_phone(text)
        found = User.search_key.contains(fold(text), autoescape=True)
        query = query.where(or_(found, User.phone == digits) if digits else found)
    return list(db.session.execute(query).all())


def person_in_reach(user_id: int, reach) -> User | None:
    """The person, if one of their grants (present or past) lies inside the reach."""
    inside = reach.where(Grant.ward_id)
    return db.session.scalar(
        select(User).where(User.id == user_id, select(Grant.id).where(Grant.user_id == user_id, inside).exists())
    )


def agreed(user_ids, purpose: str) -> set[int]:
    """Those who agreed to this purpose and have not withdrawn."""
    return set(
        db.session.scalars(
            select(Consent.user_id).where(
                Consent.user_id.in_(set(user_ids)), Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
            )
        )
    )


def sessions_of(user_id: int) -> list[SignIn]:
    """The devices on which this person is signed in, the last seen first."""
    return list(
        db.session.scalars(
            select(SignIn)
            .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > now())
            .order_by(SignIn.seen_at.desc())
        )
    )


@dataclass(frozen=True)
class DemoPerson:
    user: User
    role: str
    ward: str


def demo_people() -> list[DemoPerson]:
    """Who can sign in to the demo: those with a password, the most telling roles first."""
    rows = db.session.execute(
        select(User, Grant.role, Ward.name)
        .join(Grant, Grant.user_id == User.id)
        .outerjoin(Ward, Ward.id == Grant.ward_id)
        .where(User.password_hash.is_not(None), User.disabled_at.is_(None), in_force(today()))
        .order_by(User.id, Grant.id)
    )
    people = {}
    for user, role, ward in rows:
        if user.id not in people or role == Role.TEAM_LEADER:
            people[user.id] = DemoPerson(user, role, ward or "")
    return list(people.values())
