"""Who leaves a note for the next duty, and who confirms having read it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.core.reasons import Reason
from app.core.text import N_

from .cover import Duty

LONGEST_NOTE = 500
MOST_NOTES = 20
# So long after its end a duty can still hand something over.
LATE = timedelta(hours=2)


class NoteAnswer(Reason):
    YES = N_("This can be handed over.")
    CANCELLED = N_("This shift is cancelled.")
    NOT_BEGUN = N_("This duty has not begun: there is nothing to hand over yet.")
    NOT_ON_IT = N_("Only the person on this duty, or whoever plans the shifts, can leave a note.")
    TOO_LATE = N_("This duty ended more than two hours ago. Call the person on duty now.")
    MANY = N_("This duty already has %(most)s notes.")
    NOT_YOURS = N_("This note is for the next person on duty.")


def may_hand_over(duty: Duty, now: datetime, seated: bool, staff: bool, notes: int) -> NoteAnswer:
    """Whether a person may leave a note from this duty: who holds it, or plans the shifts, from its start on."""
    if duty.cancelled_at is not None:
        return NoteAnswer.CANCELLED
    if not (seated or staff):
        return NoteAnswer.NOT_ON_IT
    if now < duty.starts_at:
        return NoteAnswer.NOT_BEGUN
    if now >= duty.ends_at + LATE:
        return NoteAnswer.TOO_LATE
    return NoteAnswer.MANY if notes >= MOST_NOTES else NoteAnswer.YES


def may_confirm(written_from: datetime, mine: Iterable[Duty], now: datetime) -> Duty | None:
    """The duty on which a person confirms a note: the one they hold now, if it began after that of the note.

    ``written_from`` is the start of the duty that the note comes from, ``mine`` are the person's own of that line.
    """
    return next((one for one in mine if written_from < one.starts_at <= now < one.ends_at), None)


def waits_for(written_from: datetime, read_at: Iterable[datetime], duty: Duty) -> bool:
    """Whether a note still waits for the people of this duty: nobody confirmed it before their duty began."""
    return written_from < duty.starts_at and all(at >= duty.starts_at for at in read_at)
