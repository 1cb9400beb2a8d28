"""Changing and cancelling one shift."""

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.events import announce
from app.core.reasons import Refused
from app.shifts.events import ShiftCancelled, ShiftChanged
from app.shifts.models import Shift
from app.shifts.rules import ShiftAnswer, may_cancel, may_resize


@action
def cancel(shift: Shift, reason: str, by: int | None) -> None:
    """Call a shift off: whoever was on it is freed (see wiring). Refused: CANCELLED, OVER."""
    lock(shift)
    moment = now()
    answer = may_cancel(shift.cancelled_at is not None, shift.ends_at, moment)
    if answer is not ShiftAnswer.YES:
        raise Refused(answer)
    shift.cancelled_at, shift.cancel_reason = moment, reason
    db.session.flush()
    people = {"seated": shift.seats_taken, "in_line": shift.in_line}
    announce(ShiftCancelled(ward_id=shift.ward_id, subject_id=shift.id, by=by, before=people, reason=reason))


@asked_again
@action
def change_shift(shift: Shift, min_heads: int, max_heads: int, leads: int, by: int | None) -> None:
    """Set how many people a shift needs and takes. Refused: BELOW_SEATS, SIZES, CANCELLED, OVER."""
    lock(shift)
    sizes = (min_heads, max_heads, leads)
    taken = shift.seats_taken + shift.seats_held
    answer = may_resize(shift.cancelled_at is not None, shift.ends_at, now(), taken, sizes)
    if answer is not ShiftAnswer.YES:
        raise Refused(answer, taken=taken)
    before = {"min": shift.min_heads, "max": shift.max_heads, "leads": shift.leads}
    after = {"min": min_heads, "max": max_heads, "leads": leads}
    if before == after:
        return
    shift.min_heads, shift.max_heads, shift.leads = sizes
    db.session.flush()
    announce(ShiftChanged(ward_id=shift.ward_id, subject_id=shift.id, by=by, before=before, after=after))
