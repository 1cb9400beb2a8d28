"""Reading wards, teams and points."""

from sqlalchemy import select

from app.core.db import db
from app.core.text import fold, identity_key

from .models import FormerName, Point, Team, Ward


def ward_named(province: str, name: str) -> Ward | None:
    return db.session.scalar(select(Ward).where(Ward.province == province, Ward.name == name))


def ward_by_id(ward_id: int) -> Ward | None:
    return db.session.get(Ward, ward_id)


def teams_of(ward_id: int) -> list[Team]:
    return list(db.session.scalars(select(Team).where(Team.ward_id == ward_id).order_by(Team.sort_key, Team.id)))


def points_of(ward_id: int) -> list[Point]:
    return list(db.session.scalars(select(Point).where(Point.ward_id == ward_id).order_by(Point.sort_key, Point.id)))


def _by_key(model, link, ward_id: int) -> dict:
    rows = db.session.execute(
        select(model, FormerName.name_key).outerjoin(FormerName, link == model.id).where(model.ward_id == ward_id)
    ).all()
    former: dict = {}
    for one, key in rows:
        if key is not None:
            former.setdefault(key, set()).add(one)
    found = {key: ones.pop() for key, ones in former.items() if len(ones) == 1}
    return found | {one.name_key: one for one, _key in rows}


def team_by_key(ward_id: int) -> dict[str, Team]:
    """The ward's teams by ``identity_key`` of their names, and by that of a name that only one of them had."""
    return _by_key(Team, FormerName.team_id, ward_id)


def point_by_key(ward_id: int) -> dict[str, Point]:
    return _by_key(Point, FormerName.point_id, ward_id)


def team_called(ward_id: int, text: str) -> Team | None:
    """The team that somebody means by a name; typed without marks, it must fit one team only."""
    found = team_by_key(ward_id)
    if text.isascii() and identity_key(text) not in found:
        fits = {team for team in found.values() if team.search_key == fold(text)}
        return fits.pop() if len(fits) == 1 else None
    return found.get(identity_key(text))
