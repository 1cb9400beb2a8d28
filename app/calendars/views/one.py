"""One shift, to take into a calendar by hand."""

from dataclasses import dataclass

from flask import Response, abort
from flask_login import current_user

from app.calendars.ical import entry_file
from app.calendars.queries import places_of
from app.calendars.words import duties
from app.core.clock import LOCAL, now
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import site_address
from app.core.words import kept
from app.signups.models import SEATED

from . import bp


@dataclass(frozen=True)
class Wishes:
    """What the entry holds: places in line too, and no alarm of ours (programs have their own)."""

    user_id: int
    with_line: bool = True
    alarm_minutes: int | None = None


@bp.get("/shifts/<id:shift_id>/calendar.ics")
@needs(Permission.SHIFT_CLAIM)
def one_shift(shift_id):
    """The reader's place in this coming shift; 404 where they have none."""
    places = places_of(current_user.id, now(), shift_id)
    found = duties(places, Wishes(current_user.id), site_address(), now())
    if not found:
        abort(404)
    name = f"ca-truc-{places[0].row.starts_at.astimezone(LOCAL):%Y-%m-%d}-{shift_id}.ics"
    response = Response(entry_file(found[0]), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@adds("shift", at=20)
def into_ones_calendar(turn, already: str | None) -> str:
    """On the page of a coming shift, for whoever has a seat there."""
    coming = already == SEATED and turn.cancelled_at is None and turn.starts_at > now()
    return kept("calendars/_shift.html", "link", turn.id) if coming else ""
