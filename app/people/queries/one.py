"""One person: found by login or id, with roles, devices and what they agreed to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.core.clock import now, today
from app.core.db import Instant, db
from app.core.pieces import with_pieces
from app.core.policy import Role
from app.core.text import normalise_email, normalise_phone
from app.people.models import Consent, Grant, Invitation, SignIn, User
from app.places.models import Team, Ward

from .roles import in_force, open_link


def _signs_in_with(login: str):
    """The condition that somebody signs in with this, written in any usual way; None where nobody can."""
    phone = normalise_phone(login)
    if phone:
        return User.phone == phone
    email = normalise_email(login) if "@" in login else None
    return User.email == email if email else None


def user_by_login(login: str) -> User | None:
    """The person with this phone number or e-mail address, written in any usual way."""
    theirs = _signs_in_with(login)
    return None if theirs is None else db.session.scalar(select(User).where(theirs))


def user_and_place(login: str, place: str) -> tuple[User | None, datetime | None]:
    """The same, and when they last signed in from this place (``people/places.py``)."""
    theirs = _signs_in_with(login)
    if theirs is None:
        return None, None
    there = (SignIn.user_id == User.id, SignIn.place == (place or None))
    last = select(func.max(SignIn.started_at, type_=Instant())).where(*there).scalar_subquery()
    row = db.session.execute(select(User, last).where(theirs)).one_or_none()
    return tuple(row) if row else (None, None)


def names_of(user_ids) -> dict[int, str]:
    """Names by id, in one statement."""
    ids = {i for i in user_ids if i is not None}
    if not ids:
        return {}
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def _inside(user_id: int, reach):
    """The person's id, and that one of their grants (present or past) lies inside the reach."""
    return User.id == user_id, select(Grant.id).where(Grant.user_id == user_id, reach.where(Grant.ward_id)).exists()


def person_in_reach(user_id: int, reach) -> User | None:
    """The person, if one of their grants (present or past) lies inside the reach."""
    return db.session.scalar(select(User).where(*_inside(user_id, reach)))


def whole_person(user_id: int, reach) -> tuple[User, datetime | None, list] | None:
    """The same, with the instant until which a sign-in link of theirs can still be used, and the rows of
    ``grants_of``: one statement."""
    link = select(func.max(Invitation.expires_at)).where(*open_link())
    query = _grants(user_id).join(User, User.id == Grant.user_id).where(*_inside(user_id, reach))
    query = with_pieces("person", query.add_columns(User, link.scalar_subquery().label("link_until")))
    rows = db.session.execute(query).all()
    return (rows[0].User, rows[0].link_until, rows) if rows else None


def grants_of(user_id: int) -> list:
    """Rows (Grant, ward's name, team's name) of all wards, the latest first; show only what the visitor may see."""
    return list(db.session.execute(_grants(user_id)).all())


def _grants(user_id: int):
    return (
        select(Grant, Ward.name.label("ward"), Team.name.label("team"))
        .outerjoin(Ward, Ward.id == Grant.ward_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(Grant.user_id == user_id)
        .order_by(Grant.starts_on.desc(), Grant.id.desc())
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
