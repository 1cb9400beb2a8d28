"""What other rooms' events do to sign-ups (see wiring)."""

from sqlalchemy import select

from app.core.clock import now
from app.core.db import db
from app.core.events import Event
from app.shifts.models import Shift
from app.signups.events import Left
from app.signups.models import LEFT, SignUp

from .seats import promoted, seat_first_in_line, to_left


def end_sign_ups(events: list[Event]) -> list[Event]:
    """Shifts were called off: nobody is on them or in line for them any more."""
    called_off = {event.subject_id: event for event in events}
    rows = db.session.execute(
        select(SignUp.id, SignUp.shift_id, SignUp.user_id, SignUp.state)
        .where(SignUp.shift_id.in_(called_off), SignUp.state != LEFT)
        .order_by(SignUp.id)
    ).all()
    if rows:
        to_left([row.id for row in rows])
    return [_sent_home(row, called_off[row.shift_id]) for row in rows]


def _sent_home(row, event: Event) -> Left:
    return Left(
        ward_id=event.ward_id,
        subject_id=row.id,
        by=event.by,
        before={"state": row.state},
        after={"shift": row.shift_id, "user": row.user_id},
        reason=event.reason,
    )


def fill_line(events: list[Event]) -> list[Event]:
    """Shifts may have more seats now: the first in line take them. Where somebody of the line takes an overlapping
    seat at this very moment, the database refuses and the verb is asked again."""
    shifts = db.session.execute(
        select(Shift.id, (Shift.max_heads - Shift.seats_taken).label("free"))
        .where(
            Shift.id.in_([event.subject_id for event in events]),
            Shift.cancelled_at.is_(None),
            Shift.starts_at > now(),
            Shift.in_line > 0,
            Shift.seats_taken < Shift.max_heads,
        )
        .order_by(Shift.id)
    ).all()
    return [moved for shift in shifts for moved in promoted(seat_first_in_line(shift.id, shift.free))]
