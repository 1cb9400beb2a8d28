"""Reading people, always inside somebody's reach."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select, true

from app.core.clock import now, today
from app.core.db import db
from app.core.policy import Held, Role
from app.core.text import fold, normalise_email, normalise_phone
from app.places.models import Team, Ward

from .models import Consent, Grant, Invitation, SignIn, User

ROSTER_ROLES = (Role.VOLUNTEER.value, Role.TEAM_LEADER.value)


def in_force(day: date):
    """The condition that a grant counts on that day."""
    return and_(Grant.starts_on <= day, or_(Grant.ends_on.is_(None), Grant.ends_on > day))


def not_ended(day: date):
    """The condition that a grant counts on that day or from a later one on."""
    return or_(Grant.ends_on.is_(None), and_(Grant.ends_on > day, Grant.ends_on > Grant.starts_on))


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
        out[row.user_id] += (Held(Role(row.role), row.ward_id, row.team_id),)
    return out


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
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


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
    """Rows (User, Grant) of everybody with a role in the ward that day, by given name; ``text`` needs no marks."""
    query = (
        select(User, Grant)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.ward_id == ward_id, in_force(day), _named(text))
        .order_by(User.sort_key, User.id, Grant.id)
        .limit(limit)
    )
    if team_id is not None:
        query = query.where(Grant.team_id == team_id)
    return list(db.session.execute(query).all())


def _named(text: str):
    """The condition that a name holds the text, without regard to marks and case, or that the phone is the text."""
    digits, key = normalise_phone(text), fold(text)
    if digits:
        return User.phone == digits
    return User.search_key.contains(key, autoescape=True) if key else true()


@dataclass(frozen=True)
class Person:
    """One line of the list of people. ``roles``: (role, team's name or "")."""

    id: int
    name: str
    phone: str | None
    closed: bool
    has_password: bool
    roles: list[tuple[str, str]]


# Which people a list shows.
NOW, NEVER_IN, GONE = "now", "never_in", "gone"


def people_page(
    ward_id: int,
    day: date,
    text: str = "",
    team_id: int | None = None,
    which: str = NOW,
    page: int = 1,
    size: int = 100,
) -> tuple[int, list[Person]]:
    """How many people of the ward match, and one page of them, by given name; two statements.

    ``which``: those with a role now or later, those of them who never set a password, or those whose roles have
    ended or whose account is closed.
    """
    inside = [Grant.user_id == User.id, Grant.ward_id == ward_id]
    if team_id is not None:
        inside.append(Grant.team_id == team_id)
    present = select(Grant.id).where(*inside, not_ended(day)).exists()
    if which == GONE:
        where = [select(Grant.id).where(*inside).exists(), or_(~present, User.disabled_at.is_not(None))]
    else:
        where = [present, User.disabled_at.is_(None)]
        if which == NEVER_IN:
            where.append(User.password_hash.is_(None))
    where.append(_named(text))
    rows = db.session.execute(
        select(
            User.id,
            User.name,
            User.phone,
            User.disabled_at,
            User.password_hash.is_not(None).label("has_password"),
            func.count().over().label("total"),
        )
        .where(*where)
        .order_by(User.sort_key, User.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    roles = _roles_in(ward_id, [row.id for row in rows], day) if rows else {}
    people = [
        Person(row.id, row.name, row.phone, row.disabled_at is not None, row.has_password, roles.get(row.id, []))
        for row in rows
    ]
    return (rows[0].total if rows else 0), people


def _roles_in(ward_id: int, user_ids: list[int], day: date) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = db.session.execute(
        select(Grant.user_id, Grant.role, Team.name)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(Grant.user_id.in_(user_ids), Grant.ward_id == ward_id, not_ended(day))
        .order_by(Grant.id)
    )
    for user_id, role, team in rows:
        found.setdefault(user_id, []).append((role, team or ""))
    return found


def people_by_id(ward_id: int, user_ids, day: date) -> list[User]:
    """Those of these people who hold a role in the ward now or later, by given name."""
    inside = select(Grant.id).where(Grant.user_id == User.id, Grant.ward_id == ward_id, not_ended(day)).exists()
    query = select(User).where(User.id.in_(set(user_ids)), inside).order_by(User.sort_key, User.id)
    return list(db.session.scalars(query))


def _inside(user_id: int, reach):
    """The person's id, and that one of their grants (present or past) lies inside the reach."""
    return User.id == user_id, select(Grant.id).where(Grant.user_id == user_id, reach.where(Grant.ward_id)).exists()


def person_in_reach(user_id: int, reach) -> User | None:
    """The person, if one of their grants (present or past) lies inside the reach."""
    return db.session.scalar(select(User).where(*_inside(user_id, reach)))


def person_with_link(user_id: int, reach) -> tuple[User, datetime | None] | None:
    """The same, with the instant until which a sign-in link of theirs can still be used."""
    link = select(func.max(Invitation.expires_at)).where(
        Invitation.user_id == User.id,
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > now(),
    )
    row = db.session.execute(select(User, link.scalar_subquery()).where(*_inside(user_id, reach))).one_or_none()
    return (row[0], row[1]) if row else None


def grants_of(user_id: int) -> list:
    """Rows (Grant, ward's name, team's name) of all wards, the latest first; show only what the visitor may see."""
    return list(
        db.session.execute(
            select(Grant, Ward.name.label("ward"), Team.name.label("team"))
            .outerjoin(Ward, Ward.id == Grant.ward_id)
            .outerjoin(Team, Team.id == Grant.team_id)
            .where(Grant.user_id == user_id)
            .order_by(Grant.starts_on.desc(), Grant.id.desc())
        ).all()
    )


def grant_in_reach(grant_id: int, user_id: int, reach) -> Grant | None:
    return db.session.scalar(
        select(Grant).where(Grant.id == grant_id, Grant.user_id == user_id, reach.where(Grant.ward_id))
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


def account_of(user_id: int, purpose: str) -> tuple[User, bool]:
    """A person and whether they agree to a purpose, in one statement."""
    given = select(Consent.id).where(
        Consent.user_id == User.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    user, agrees = db.session.execute(select(User, given.exists()).where(User.id == user_id)).one()
    return user, bool(agrees)


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
