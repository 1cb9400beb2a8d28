"""The lines of the campaign: who is on duty, who is next, which hours nobody minds, what was handed over."""

from dataclasses import dataclass, field
from datetime import timedelta

from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.clock import day_bounds, now, today
from app.core.policy import Permission, needs
from app.core.web import page
from app.lines.forms import NoteForm
from app.lines.queries import Line, Note, lines_between, notes_since, people_of
from app.lines.rules import LATE, ahead, gaps, just_ended, next_up, on_now, stretches, waits_for
from app.lines.views import bp
from app.lines.views.shown import WEEK, Day, Gap, gap_rows, week

# Notes stay on the page for so long.
NOTES = timedelta(days=7)


@dataclass
class Shown:
    """A line as one person sees it; duties are rows of shifts, ``people`` who holds each."""

    line: Line
    now: list
    next: list
    gaps: list[Gap]
    week: list[Day]
    people: dict[int, list] = field(default_factory=dict)
    mine: list = field(default_factory=list)
    writes: int | None = None
    form: NoteForm | None = None
    waiting: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    sees_notes: bool = False


@bp.get("/lines")
@needs(Permission.SHIFT_READ)
def lines():
    return show(here_for(Permission.SHIFT_READ))


def show(place: Here, status: int = 200, **wrong):
    """The page; ``wrong`` is a form that came back (``form``) from a duty (``shift_id``)."""
    return page("lines/lines.html", parts=("duty",), status=status, **_context(place, **wrong))


def _context(place: Here, shift_id: int | None = None, form: NoteForm | None = None) -> dict:
    moment, ward = now(), place.ward_id
    planner = current_user.may(Permission.SHIFT_PLAN, ward)
    since, until = ahead(moment, place.starts_on, place.ends_on)
    first = max(today(), place.starts_on)
    days = max(0, min(WEEK, (place.ends_on - first).days + 1))
    strip = day_bounds(first)[0], day_bounds(first + timedelta(days=days))[0]
    found = lines_between(place.campaign_id, min(strip[0], moment - LATE), max(until, strip[1], moment))
    shown = [
        Shown(
            line,
            on_now(line.duties, moment),
            next_up(line.duties, moment),
            gap_rows([] if place.closed else gaps(line.duties, since, until, line.least), line.duties, moment),
            week(stretches(line.duties, *strip, line.least), first, days, moment),
        )
        for line in found
    ]
    near = [one.id for s in shown for one in (*s.now, *s.next, *just_ended(s.line.duties, moment, LATE))]
    people = people_of(near, phones=current_user.may(Permission.PERSON_READ, ward))
    for one in shown:
        one.people = people
        _hand_over(one, moment, planner, shift_id, form)
    readable = [one.line.id for one in shown if one.sees_notes]
    for note in notes_since(readable, place.campaign_id, moment - NOTES):
        one = next(one for one in shown if one.line.id == note.point_id)
        (one.waiting if _waits(note, one) else one.notes).append(note)
    return {
        "lines": shown,
        "planner": planner,
        "asks": bool(current_user.reach(Permission.SHIFT_ASK)),
    }


def _hand_over(one: Shown, moment, planner: bool, shift_id: int | None, form: NoteForm | None) -> None:
    """Which duty the visitor may leave a note from, and whether the notes may be read."""
    near = [*one.now, *just_ended(one.line.duties, moment, LATE)]
    mine = [duty for duty in near if any(row.user_id == current_user.id for row in one.people.get(duty.id, ()))]
    one.mine = [duty for duty in mine if duty in one.now]
    one.sees_notes = planner or bool(mine)
    source = next(iter(mine or (near if planner else ())), None)
    if source is not None:
        one.writes = source.id
        one.form = (form if form and shift_id in [duty.id for duty in near] else NoteForm(formdata=None)).apart(
            f"line-{one.line.id}"
        )


def _waits(note: Note, one: Shown) -> bool:
    me = current_user.id
    if note.by == me or any(reader == me for reader, _name, _at in note.readings):
        return False
    return any(waits_for(note.written_from, [at for *_who, at in note.readings], duty) for duty in one.mine)
