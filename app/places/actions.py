"""Making wards, teams and points."""

import re

from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.text import fold

from .events import PointAdded, PointChanged, TeamAdded, WardAdded
from .models import Point, Team, Ward


def natural_key(name: str) -> str:
    """Sorts "TDP 2" before "TDP 10"."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(6), fold(name))


@action
def add_ward(name: str, province: str, by: int | None) -> Ward:
    ward = Ward(name=name, province=province, created_at=now())
    db.session.add(ward)
    db.session.flush()
    announce(WardAdded(ward_id=ward.id, subject_id=ward.id, by=by, after={"name": name, "province": province}))
    return ward


@action
def add_team(ward_id: int, name: str, by: int | None) -> Team:
    team = Team(ward_id=ward_id, name=name, sort_key=natural_key(name), search_key=fold(name))
    db.session.add(team)
    db.session.flush()
    announce(TeamAdded(ward_id=ward_id, subject_id=team.id, by=by, after={"name": name}))
    return team


@action
def add_point(ward_id: int, name: str, by: int | None, address: str = "") -> Point:
    point = Point(ward_id=ward_id, name=name, address=address, sort_key=natural_key(name), search_key=fold(name))
    db.session.add(point)
    db.session.flush()
    announce(PointAdded(ward_id=ward_id, subject_id=point.id, by=by, after={"name": name}))
    return point


@action
def change_point(point: Point, name: str, address: str, by: int | None) -> Point:
    before = {"name": point.name, "address": point.address}
    point.name, point.address = name, address
    point.sort_key, point.search_key = natural_key(name), fold(name)
    after = {"name": name, "address": address}
    if before != after:
        db.session.flush()
        announce(PointChanged(ward_id=point.ward_id, subject_id=point.id, by=by, before=before, after=after))
    return point
