"""What other rooms' events do to sign-ups (see wiring)."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.db import db
from app.core.events import Event, announce_all
from app.shifts.models import Shift
from app.signups.events import Left
from app.signups.models import LEFT, SignUp

from .seats import first_in_line, promoted, to_left, to_seat


def end_sign_ups(event: Event) -> None:
    """A shift was called off: nobody is on it or in line for it any more."""
    rows = db.session.execute(
        select(SignUp.id, SignUp.user_id, SignUp.state)
        .where(SignUp.shift_id == event.subject_id, SignUp.state != LEFT)
        .order_by(SignUp.id)
    ).all()
    if not rows:
        return
    to_left([row.id for row in rows])
    announce_all(
        [
            Left(
                ward_id=event.ward_id,
                subject_id=row.id,
                by=event.by,
                before={"state": row.state},
                after={"shift": event.subject_id, "user": row.user_id},
                reason=event.reason,
            )
            for row in rows
        ]
    )


def fill_line(event: Event) -> None:
    """A shift has more seats now: the first in line take them."""
    shift = db.session.execute(
        select(Shift.id, Shift.max_heads, Shift.seats_taken, Shift.in_line).where(
            Shift.id == event.subject_id, Shift.cancelled_at.is_(None), Shift.starts_at > now(), Shift.in_line > 0
        )
    ).one_or_none()
    if shift is None or shift.seats_taken >= shift.max_heads:
        return
    rows = first_in_line(shift.id, shift.max_heads - shift.seats_taken)
    moved = [row for row in rows if _seated(row.id)]
    if moved:
        announce_all(promoted(event.ward_id, shift.id, moved, by=None))


def _seated(sign_up_id: int) -> bool:
    """False for somebody who takes an overlapping seat at this very moment: the place in line is kept."""
    try:
        with db.session.begin_nested():
            to_seat([sign_up_id])
    except IntegrityError:
        return False
    return True
