"""The two kinds of names that every ward has: those of people with an account, and of teams."""

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import today
from app.core.db import db, take
from app.core.text import fold, identity_key, name_sort_key
from app.names.subjects import Named, subject
from app.people.models import Grant, User
from app.people.queries import in_force
from app.places.models import Team


def _find_person(user_id: int, reach, ward_id: int | None) -> Named | None:
    """In the ward where the visitor stands, if the person has or had a role there, else in that of their last one; in
    one statement."""
    own, other = aliased(Grant), aliased(Grant)
    ward = (
        select(own.ward_id)
        .where(own.user_id == User.id, own.ward_id.is_not(None), reach.where(own.ward_id))
        .order_by((own.ward_id == (ward_id or 0)).desc(), own.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    day = today()
    still = or_(other.ends_on.is_(None), and_(other.ends_on > day, other.ends_on > other.starts_on))
    outside = or_(other.ward_id.is_(None), not_(reach.where(other.ward_id)))
    elsewhere = select(other.id).where(other.user_id == User.id, still, outside).exists()
    row = db.session.execute(
        select(User.id, ward.label("ward_id"), User.name, elsewhere.label("elsewhere")).where(User.id == user_id)
    ).one_or_none()
    if row is None or row.ward_id is None:
        return None
    return Named(row.id, row.ward_id, row.name, f"/people/{row.id}", row.elsewhere and not reach.everywhere)


def _name_of_person(user_id: int) -> str:
    return take(User, user_id).name


def _write_person(user_id: int, name: str) -> None:
    person = db.session.get(User, user_id)
    person.name, person.sort_key, person.search_key = name, name_sort_key(name), fold(name)


def _person_is_there(ward_id: int, user_id: int, name: str) -> bool:
    """Wherever the mark stands ("Hoà", "Hòa") and whatever the capitals are: the key for sorting is the same."""
    there = select(Grant.id).where(Grant.user_id == User.id, Grant.ward_id == ward_id).exists()
    query = select(User.id).where(User.sort_key == name_sort_key(name), User.id != user_id, there)
    return db.session.scalar(query.limit(1)) is not None


subject(
    "person",
    column="user_id",
    find=_find_person,
    now=_name_of_person,
    write=_write_person,
    namesake=_person_is_there,
    told=lambda user_id: [user_id],
)


def _find_team(team_id: int, reach, ward_id: int | None) -> Named | None:
    row = db.session.execute(
        select(Team.id, Team.ward_id, Team.name).where(Team.id == team_id, reach.where(Team.ward_id))
    ).one_or_none()
    return Named(*row, f"/people?team={row.id}") if row else None


def _write_team(team_id: int, name: str) -> None:
    db.session.get(Team, team_id).name = name


def _team_is_there(ward_id: int, team_id: int, name: str) -> bool:
    query = select(Team.id).where(Team.ward_id == ward_id, Team.search_key == fold(name), Team.id != team_id)
    return db.session.scalar(query.limit(1)) is not None


def _team_has_it(ward_id: int, team_id: int, name: str) -> bool:
    query = select(Team.id).where(Team.ward_id == ward_id, Team.name_key == identity_key(name), Team.id != team_id)
    return db.session.scalar(query.limit(1)) is not None


def _leaders(team_id: int) -> list[int]:
    return list(
        db.session.scalars(
            select(Grant.user_id)
            .where(Grant.team_id == team_id, Grant.role == "team_leader", in_force(today()))
            .distinct()
            .order_by(Grant.user_id)
        )
    )


subject(
    "team",
    column="team_id",
    find=_find_team,
    now=lambda team_id: take(Team, team_id).name,
    write=_write_team,
    namesake=_team_is_there,
    told=_leaders,
    taken=_team_has_it,
)
