"""Writing seats: what the verbs of this room, and those above it, are made of. All of it under the shift's lock."""

from sqlalchemy import bindparam, insert, update

from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.core.prepared import Prepared
from app.signups.events import JoinedLine, SeatTaken
from app.signups.models import LEFT, SEATED, WAITING, SignUp

# On the table and not the model: the session's own way of inserting takes twice the time.
_insert = Prepared(insert(SignUp.__table__).returning(SignUp.__table__.c.id))


def _changing(**values):
    return (
        update(SignUp)
        .where(SignUp.id.in_(bindparam("ids", expanding=True)))
        .values(**values)
        .execution_options(synchronize_session=False)
    )


_to_seat = _changing(state=SEATED, seated_at=bindparam("moment"), offered_until=None, as_lead=bindparam("lead"))
_leaving = _changing(state=LEFT, left_at=bindparam("moment"), offered_until=None)
_offering = _changing(offered_at=bindparam("moment"), offered_until=bindparam("until"))


def add(turn, user_id: int, state: str, by: int | None, reason: str = "", lead: bool = False, **more) -> Event:
    """Write a new sign-up and return what is to be announced."""
    moment = now()
    new = {
        "ward_id": turn.ward_id,
        "shift_id": turn.id,
        "user_id": user_id,
        "state": state,
        "starts_at": turn.starts_at,
        "ends_at": turn.ends_at,
        "joined_at": moment,
        "seated_at": moment if state == SEATED else None,
        "as_lead": lead and state == SEATED,
    }
    new_id = _insert(new).scalar_one()
    kind = JoinedLine if state == WAITING else SeatTaken
    after = {"shift": turn.id, "user": user_id, **more}
    return kind(ward_id=turn.ward_id, subject_id=new_id, by=by, after=after, reason=reason, turn=turn)


def to_seat(ids: list[int], lead: bool = False) -> None:
    db.session.execute(_to_seat, {"ids": ids, "moment": now(), "lead": lead})


def to_left(ids: list[int]) -> None:
    db.session.execute(_leaving, {"ids": ids, "moment": now()})


def to_offer(ids: list[int], until) -> None:
    db.session.execute(_offering, {"ids": ids, "moment": now(), "until": until})


def confirm_seat(sign_up_id: int) -> bool:
    """Whether it was not confirmed before."""
    confirmed = update(SignUp).where(SignUp.id == sign_up_id, SignUp.confirmed_at.is_(None))
    return db.session.execute(confirmed.values(confirmed_at=now())).rowcount == 1
