"""On the page of one's own shifts: the way out of those that are over, for whoever is checked in."""

from datetime import timedelta

from flask_login import current_user

from app.attendance.queries import not_gone
from app.core.clock import now
from app.core.pieces import adds
from app.core.words import hours, kept
from app.signups.models import SEATED


@adds("my_shifts")
def ways_out(rows) -> str:
    """``rows`` are one's own sign-ups with their shifts' times. Asks only where a shift
    ended so lately that one can still check out."""
    moment = now()
    ended = [
        row
        for row in rows
        if row.state == SEATED
        and row.cancelled_at is None
        and row.ends_at <= moment < row.ends_at + timedelta(minutes=row.check_out_after_minutes)
    ]
    there = not_gone(current_user.id, [row.id for row in ended]) if ended else ()
    shown = tuple((row.id, row.point, hours(row.starts_at, row.ends_at)) for row in ended if row.id in there)
    return kept("attendance/_mine.html", "ways_out", shown) if shown else ""
