"""Reading wards, teams and points."""

from sqlalchemy import select

from app.core.db import db

from .models import Point, Team, Ward


def ward_named(province: str, name: str) -> Ward | None:
    return db.session.scalar(select(Ward).where(Ward.province == province, Ward.name == name))


def teams_of(ward_id: int) -> list[Team]:
    return list(db.session.scalars(select(Team).where(Team.ward_id == ward_id).order_by(Team.sort_key, Team.id)))


def points_of(ward_id: int) -> list[Point]:
    return list(db.session.scalars(select(Point).where(Point.ward_id == ward_id).order_by(Point.sort_key, Point.id)))


def team_by_key(ward_id: int) -> dict[str, Team]:
    """The ward's teams by their folded name, for matching what people type."""
    return {team.search_key: team for team in teams_of(ward_id)}


def point_by_key(ward_id: int) -> dict[str, Point]:
    return {point.search_key: point for point in points_of(ward_id)}
