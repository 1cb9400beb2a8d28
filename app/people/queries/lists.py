"""Lists of the ward's people."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select, true

from app.core.db import db
from app.core.text import fold, normalise_phone
from app.people.models import Grant, Invitation, User
from app.places.models import Team

from .roles import not_ended, open_link


def _named(text: str):
    """The condition that a name holds the text, without regard to marks and case, or that the phone is the text."""
    digits, key = normalise_phone(text), fold(text)
    if digits:
        return User.phone == digits
    return User.search_key.contains(key, autoescape=True) if key else true()


@dataclass(frozen=True)
class Person:
    """One line of the list of people. ``roles``: (role, team's name or ""); ``link_until``: a sign-in slip of theirs
    can be used until then."""

    id: int
    name: str
    phone: str | None
    closed: bool
    has_password: bool
    roles: list[tuple[str, str]]
    link_until: datetime | None = None


# Which people a list shows.
NOW, NEVER_IN, NO_SLIP, GONE = "now", "never_in", "no_slip", "gone"


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

    ``which``: those with a role now or later, those of them who never set a password, those of
    these whose sign-in slip is still to be made, or those whose roles have
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
        if which in (NEVER_IN, NO_SLIP):
            where.append(User.password_hash.is_(None))
        if which == NO_SLIP:
            where.append(~select(Invitation.id).where(*open_link()).exists())
    where.append(_named(text))
    rows = db.session.execute(
        select(
            User.id,
            User.name,
            User.phone,
            User.disabled_at,
            User.password_hash.is_not(None).label("has_password"),
            select(func.max(Invitation.expires_at)).where(*open_link()).scalar_subquery().label("link_until"),
            func.count().over().label("total"),
        )
        .where(*where)
        .order_by(User.sort_key, User.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    roles = _roles_in(ward_id, [row.id for row in rows], day) if rows else {}
    people = [
        Person(
            row.id,
            row.name,
            row.phone,
            row.disabled_at is not None,
            row.has_password,
            roles.get(row.id, []),
            row.link_until,
        )
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


def teams_by_person(ward_id: int, user_ids, day: date) -> dict[int, str]:
    """The names of the teams in which these people hold a role now or later, with commas; without who is in none."""
    roles = _roles_in(ward_id, list(user_ids), day)
    named = {user_id: sorted({team for _role, team in held if team}) for user_id, held in roles.items()}
    return {user_id: ", ".join(names) for user_id, names in named.items() if names}


def people_by_id(ward_id: int, user_ids, day: date) -> list[User]:
    """Those of these people who hold a role in the ward now or later, by given name."""
    inside = select(Grant.id).where(Grant.user_id == User.id, Grant.ward_id == ward_id, not_ended(day)).exists()
    query = select(User).where(User.id.in_(set(user_ids)), inside).order_by(User.sort_key, User.id)
    return list(db.session.scalars(query))
