"""What a calendar says about a shift, in the language of its owner."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.core.text import N_
from app.core.words import moment
from app.places.rules import location

from .ical import Duty
from .rules import TOLD_FOR, State, sequence_of, shown, state_of

KINDS = {
    "point": N_("Duty: %(point)s"),
    "round": N_("Round: %(point)s"),
    "training": N_("Training: %(point)s"),
    "on_call": N_("On call: %(point)s"),
}
HEADINGS = {
    State.OFFERED: N_("Offered to you: %(what)s"),
    State.WAITING: N_("In line: %(what)s"),
    State.GONE: N_("No longer yours: %(what)s"),
    State.CALLED_OFF: N_("Cancelled: %(what)s"),
}
SENTENCES = {
    State.SEATED: N_("You have a seat in this shift."),
    State.OFFERED: N_("A seat is kept for you until %(until)s. Accept it on the page of the shift."),
    State.WAITING: N_("You are in line for this shift. Its seats are taken at the moment."),
    State.GONE: N_("You are no longer on this shift."),
    State.CALLED_OFF: N_("This shift is cancelled. The page of the shift says why."),
}


def calendar_name() -> str:
    return _("My shifts (Gõ Cửa)")


def duties(places, wishes, base: str, now: datetime) -> list[Duty]:
    """The entries of these places (``Place``), as the owner of the address wishes (with_line, alarm_minutes).
    ``base``: the site's address, without a slash at its end."""
    found = []
    for place in places:
        row = place.row
        state = state_of(row.state, row.offered_until, row.cancelled_at is not None, now)
        gone_at = row.left_at or row.cancelled_at
        if shown(state, place.ever_seated, gone_at, wishes.with_line, now - TOLD_FOR):
            found.append(_duty(place, state, wishes, base))
    return found


def _duty(place, state: State, wishes, base: str) -> Duty:
    row, url = place.row, f"{base}/shifts/{place.row.id}"
    alarm = wishes.alarm_minutes if state is State.SEATED else None
    return Duty(
        uid=f"shift-{row.id}-{wishes.user_id}@{row.slug}.gocua",
        sequence=sequence_of(row.version, place.entries),
        status=state.status,
        busy=state in (State.SEATED, State.OFFERED),
        starts=row.starts_at,
        ends=row.ends_at,
        created=place.created,
        changed=place.changed,
        summary=_summary(row, state),
        description="\n".join((row.slot, _sentence(row, state), url)),
        location=location(row),
        url=url,
        alarm=None if alarm is None else timedelta(minutes=alarm),
    )


def _summary(row, state: State) -> str:
    what = _(KINDS[row.kind], point=row.point)
    return _(HEADINGS[state], what=what) if state in HEADINGS else what


def _sentence(row, state: State) -> str:
    if state is State.OFFERED:
        return _(SENTENCES[state], until=moment(row.offered_until))
    return _(SENTENCES[state])
