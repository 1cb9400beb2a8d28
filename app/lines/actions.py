"""The verbs of the hand-over: leaving a note, confirming it."""

from sqlalchemy import func, select

from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.lines.events import NoteLeft, NoteRead
from app.lines.models import HandoverNote, HandoverReading
from app.lines.queries import ON_CALL
from app.lines.rules import MOST_NOTES, NoteAnswer, may_confirm, may_hand_over
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp


@action
def hand_over(shift_id: int, by: int, text: str, reach: Reach, staff: Reach) -> HandoverNote | None:
    """Leave a note for whoever is on duty next; None where this is no duty of a line inside the reach.

    ``staff`` is where the person plans shifts. Refused with a NoteAnswer.
    """
    shift = next(iter(locked(Shift, Shift.id == shift_id, Shift.kind == ON_CALL, reach.where(Shift.ward_id))), None)
    if shift is None:
        return None
    seat = select(SignUp.id).where(SignUp.shift_id == shift_id, SignUp.user_id == by, SignUp.state == SEATED)
    count = select(func.count()).where(HandoverNote.shift_id == shift_id)
    seated, notes = db.session.execute(select(seat.exists(), count.scalar_subquery())).one()
    answer = may_hand_over(shift, now(), bool(seated), staff.covers(shift.ward_id), notes)
    if answer is not NoteAnswer.YES:
        raise Refused(answer, most=MOST_NOTES)
    note = HandoverNote(ward_id=shift.ward_id, shift_id=shift_id, by=by, at=now(), text=text)
    db.session.add(note)
    db.session.flush()
    announce(NoteLeft(ward_id=shift.ward_id, subject_id=note.id, by=by, after={"shift": shift_id}))
    return note


@action
def confirm(note_id: int, user_id: int, reach: Reach) -> bool:
    """The person on duty has read the note; a second time nothing happens. False where there is no such note inside
    the reach. Refused: NOT_YOURS."""
    # Two taps at once: the second waits here, and finds the first one's row.
    query = select(HandoverNote).where(HandoverNote.id == note_id, reach.where(HandoverNote.ward_id))
    note = db.session.scalar(query.with_for_update())
    if note is None:
        return False
    if db.session.get(HandoverReading, (note_id, user_id)) is not None:
        return True
    source = db.session.get(Shift, note.shift_id)
    mine = db.session.scalars(
        select(Shift)
        .join(SignUp, SignUp.shift_id == Shift.id)
        .where(
            Shift.campaign_id == source.campaign_id,
            Shift.point_id == source.point_id,
            Shift.kind == ON_CALL,
            Shift.cancelled_at.is_(None),
            Shift.ends_at > now(),
            SignUp.user_id == user_id,
            SignUp.state == SEATED,
        )
        .order_by(Shift.starts_at)
    )
    duty = may_confirm(source.starts_at, mine, now())
    if duty is None or note.by == user_id:
        raise Refused(NoteAnswer.NOT_YOURS)
    db.session.add(
        HandoverReading(note_id=note_id, user_id=user_id, ward_id=note.ward_id, shift_id=duty.id, at=now())
    )
    db.session.flush()
    announce(NoteRead(ward_id=note.ward_id, subject_id=note_id, by=user_id, after={"shift": duty.id}))
    return True
