"""Writing seats: what the verbs of this room share."""

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.signups.events import JoinedLine, Promoted, SeatTaken
from app.signups.models import LEFT, SEATED, WAITING, SignUp

# On the table and not the model: the session's own way of inserting takes twice the time.
_insert = insert(SignUp.__table__).returning(SignUp.__table__.c.id)
_to_seat = (
    update(SignUp)
    .where(SignUp.id.in_(bindparam("ids", expanding=True)))
    .values(state=SEATED, seated_at=bindparam("moment"))
    .execution_options(synchronize_session=False)
)
_leaving = (
    update(SignUp)
    .where(SignUp.id.in_(bindparam("ids", expanding=True)))
    .values(state=LEFT, left_at=bindparam("moment"))
    .execution_options(synchronize_session=False)
)


def add(turn, user_id: int, state: str, by: int, reason: str = "") -> Event:
    """Write a new sign-up and return what is to be announced."""
    moment = now()
    new_id = db.session.connection().scalar(
        _insert,
        {
            "ward_id": turn.ward_id,
            "shift_id": turn.id,
            "user_id": user_id,
            "state": state,
            "starts_at": turn.starts_at,
            "ends_at": turn.ends_at,
            "joined_at": moment,
            "seated_at": moment if state == SEATED else None,
        },
    )
    kind = SeatTaken if state == SEATED else JoinedLine
    after = {"shift": turn.id, "user": user_id}
    return kind(ward_id=turn.ward_id, subject_id=new_id, by=by, after=after, reason=reason)


def to_seat(ids: list[int]) -> None:
    db.session.execute(_to_seat, {"ids": ids, "moment": now()})


def to_left(ids: list[int]) -> None:
    db.session.execute(_leaving, {"ids": ids, "moment": now()})


def promoted(rows) -> list[Event]:
    """What is announced of these (id, ward_id, shift_id, user_id), who came up from the line."""
    return [
        Promoted(ward_id=row.ward_id, subject_id=row.id, by=None, after={"shift": row.shift_id, "user": row.user_id})
        for row in rows
    ]


def _free_in_line():
    """The condition that it may be somebody's turn: waiting, and without a seat elsewhere at that time."""
    other = aliased(SignUp)
    busy = (
        select(other.id)
        .where(
            other.user_id == SignUp.user_id,
            other.state == SEATED,
            other.shift_id != SignUp.shift_id,
            other.starts_at < SignUp.ends_at,
            other.ends_at > SignUp.starts_at,
        )
        .exists()
    )
    return (SignUp.state == WAITING) & ~busy


_PLACE = (SignUp.id, SignUp.ward_id, SignUp.shift_id, SignUp.user_id)


def seat_first_in_line(shift_id: int, seats: int) -> list:
    """Give free seats of a shift to those whose turn it is, in the order of the line; rows as for ``promoted``."""
    first = select(SignUp.id).where(SignUp.shift_id == shift_id, _free_in_line()).order_by(SignUp.id).limit(seats)
    moved = db.session.execute(
        update(SignUp)
        .where(SignUp.id.in_(first))
        .values(state=SEATED, seated_at=now())
        .returning(*_PLACE)
        .execution_options(synchronize_session=False)
    )
    return sorted(moved, key=lambda row: row.id)
