"""Where things belong: a ward, its teams and its points."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.core.db import Instant, db

from .keys import keys_of

# A place one goes to, or a line that somebody minds round the clock (hotline, rapid response).
PLACE, LINE = "place", "line"


class Ward(db.Model):
    """A phường or xã: the wall around everything that happens in it."""

    __tablename__ = "wards"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    province: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("province", "name"),)


class Called:
    """Has a name and the keys that follow from it, whoever sets it."""

    @validates("name")
    def _set_keys(self, _field, name: str) -> str:
        for field, key in keys_of(name).items():
            setattr(self, field, key)
        return name


class Team(Called, db.Model):
    """A community digital team, a youth branch or another squad of the ward."""

    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    name: Mapped[str]
    sort_key: Mapped[str]
    search_key: Mapped[str]
    name_key: Mapped[str] = mapped_column(server_default="")
    dissolved_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("ward_id", "name"),
        UniqueConstraint("ward_id", "id"),
        Index("uq_teams_ward_id_name_key", "ward_id", "name_key", unique=True),
    )

    def active_on(self, day: date) -> bool:
        return self.dissolved_on is None or day < self.dissolved_on


class Point(Called, db.Model):
    """A mobile digital-literacy point, or a line that is minded round the clock."""

    __tablename__ = "points"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default=PLACE)
    address: Mapped[str] = mapped_column(default="")
    # Whom those on a shift there can call; the ward's word, never taken from somebody's account.
    phone: Mapped[str] = mapped_column(default="", server_default="")
    sort_key: Mapped[str]
    search_key: Mapped[str]
    name_key: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (
        UniqueConstraint("ward_id", "name"),
        UniqueConstraint("ward_id", "id"),
        Index("uq_points_ward_id_name_key", "ward_id", "name_key", unique=True),
    )


class FormerName(db.Model):
    """A name that a team or a point had, so that an old file finds it: written by triggers, never changed."""

    __tablename__ = "former_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    team_id: Mapped[int | None]
    point_id: Mapped[int | None]
    name: Mapped[str]
    name_key: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        ForeignKeyConstraint(["ward_id", "point_id"], ["points.ward_id", "points.id"]),
        CheckConstraint("(team_id IS NULL) <> (point_id IS NULL)", name="one"),
        Index("ix_former_names_ward_id", "ward_id"),
    )
