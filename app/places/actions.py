"""Making wards, teams and points."""

from collections.abc import Sequence

from sqlalchemy import insert

from app.core.clock import now
from app.core.db import action, db
from app.core.events import Event, announce, announce_all

from .events import PointAdded, PointChanged, TeamAdded, WardAdded
from .keys import keys_of
from .models import PLACE, Point, Team, Ward


@action
def add_ward(name: str, province: str, by: int | None) -> Ward:
    ward = Ward(name=name, province=province, created_at=now())
    db.session.add(ward)
    db.session.flush()
    announce(WardAdded(ward_id=ward.id, subject_id=ward.id, by=by, after={"name": name, "province": province}))
    return ward


def add_team(ward_id: int, name: str, by: int | None) -> Team:
    return add_teams(ward_id, [name], by)[0]


@action
def add_teams(ward_id: int, names: Sequence[str], by: int | None) -> list[Team]:
    """New teams by their names, in a number of statements that does not grow with them."""
    return _add(Team, TeamAdded, ward_id, names, by, {}, [{}] * len(names))


def add_point(
    ward_id: int, name: str, by: int | None, address: str = "", kind: str = PLACE, phone: str = ""
) -> Point:
    return add_points(ward_id, [name], by, address, kind, phone)[0]


@action
def add_points(
    ward_id: int,
    names: Sequence[str],
    by: int | None,
    address: str | Sequence[str] = "",
    kind: str = PLACE,
    phone: str = "",
) -> list[Point]:
    """The same for points; ``address`` is that of all of them, or one for each."""
    told = {} if kind == PLACE else {"kind": kind}
    addresses = [address] * len(names) if isinstance(address, str) else address
    more = [{"address": one, "kind": kind, "phone": phone} for one in addresses]
    return _add(Point, PointAdded, ward_id, names, by, told, more)


def _add(
    model, event: type[Event], ward_id: int, names: Sequence[str], by: int | None, told: dict, more: Sequence[dict]
) -> list:
    if not names:
        return []
    rows = [
        {"ward_id": ward_id, "name": name, **keys_of(name), **values}
        for name, values in zip(names, more, strict=True)
    ]
    # Not in the order of the rows: on SQLite that would take one statement a row.
    added = sorted(db.session.scalars(insert(model).returning(model), rows), key=lambda row: row.id)
    ids = {row.name: row.id for row in added}
    announce_all(
        [event(ward_id=ward_id, subject_id=ids[name], by=by, after={"name": name, **told}) for name in names]
    )
    return added


def _whether(phone: str) -> str:
    return "***" if phone else ""


@action
def change_point(
    point: Point, name: str, address: str, by: int | None, kind: str | None = None, phone: str | None = None
) -> Point:
    """``kind``: PLACE or LINE; None leaves it, and the ``phone`` too. The trail tells that the number changed, not
    which it is: it may be somebody's own."""
    after = {"name": name, "address": address} | ({"kind": kind} if kind else {})
    before = {field: getattr(point, field) for field in after}
    point.name, point.address, point.kind = name, address, kind or point.kind
    if phone is not None and phone != point.phone:
        before["phone"], after["phone"] = _whether(point.phone), _whether(phone)
        point.phone = phone
    if before != after:
        db.session.flush()
        announce(PointChanged(ward_id=point.ward_id, subject_id=point.id, by=by, before=before, after=after))
    return point
