"""Where things belong: a ward, its teams and its points."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db

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


class Team(db.Model):
    """A community digital team, a youth branch or another squad of the ward."""

    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    name: Mapped[str]
    sort_key: Mapped[str]
    search_key: Mapped[str]
    dissolved_on: Mapped[date | None]

    __table_args__ = (UniqueConstraint("ward_id", "name"), UniqueConstraint("ward_id", "id"))

    def active_on(self, day: date) -> bool:
        return self.dissolved_on is None or day < self.dissolved_on


class Point(db.Model):
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

    __table_args__ = (UniqueConstraint("ward_id", "name"), UniqueConstraint("ward_id", "id"))
