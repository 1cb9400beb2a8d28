"""What leaders and planners write down by hand."""

from datetime import datetime, time

from sqlalchemy import select

from app.attendance.events import AttendanceMarked
from app.attendance.queries import Own, own_attendance
from app.attendance.rules import ARRIVED, HAND, OUT, PRESENT, Attendance, Mark, MarkAnswer, may_mark
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Reach
from app.core.reasons import Refused
from app.core.words import moment as said_moment
from app.people.models import Grant
from app.people.queries import in_force
from app.shifts.models import Shift
from app.signups.actions import put_on

from .writing import keep, row_of, told


@action
def mark(
    shift_id: int,
    user_id: int,
    state: str,
    by: int,
    reach: Reach,
    reason: str = "",
    came: time | None = None,
    went: time | None = None,
    corrects: Reach | None = None,
) -> Attendance:
    """Write down that somebody is present, late, excused or did not come.

    ``came`` and ``went`` are the local times of day of somebody who came: without, a present person came with the
    shift's start, a late one now (or at its end). Saying the same again writes nothing. Somebody else's word is
    replaced only about people within ``corrects`` (None: ``reach``), a reach over wards or teams.
    Raises LookupError outside of the reach and Refused(MarkAnswer).
    """
    own, moment = _found(shift_id, user_id, reach), now()
    if state not in ARRIVED:
        came = went = None
    same = own.attendance.how == HAND and own.attendance.state == state and came is None and went is None
    if same and not reason:
        return own.attendance
    came, went = (None if one is None else own.times.instant_at(one) for one in (came, went))
    overrules = _overrules(own, user_id, by, reach if corrects is None else corrects)
    return _write(own, user_id, state, by, reason, came, went, moment, overrules)


def _overrules(own: Own, user_id: int, by: int, corrects: Reach) -> bool:
    """Whether somebody else has said something about a person who is in none of the teams that this one corrects."""
    if all(mark.by in (None, by) for mark in own.marks) or corrects.covers(own.turn.ward_id):
        return False
    teams = select(Grant.team_id).where(Grant.user_id == user_id, Grant.team_id.is_not(None), in_force(own.turn.day))
    return not corrects.teams & set(db.session.scalars(teams))


@action
def walk_in(shift_id: int, user_id: int, reason: str, by: int, reach: Reach) -> Attendance:
    """Put somebody of the ward on a shift because they are there, and write down that they came now.

    Refused as signups.put_on and ``mark`` are.
    """
    put_on(user_id, shift_id, reason, by, reach)
    own, moment = _found(shift_id, user_id, reach), now()
    came = min(max(moment, own.times.starts_at), own.times.ends_at)
    return _write(own, user_id, PRESENT, by, reason, came if came <= moment else None, None, moment)


def _found(shift_id: int, user_id: int, reach: Reach) -> Own:
    """One at a time writes by hand about a shift: a correction answers to what stands there."""
    mine = select(Shift.id).where(Shift.id == shift_id, reach.where(Shift.ward_id))
    if db.session.scalar(mine.with_for_update()) is None:
        raise LookupError(f"shift {shift_id}")
    return own_attendance(shift_id, user_id, reach, now())


def _write(own: Own, user_id, state, by, reason, came, went, moment, overrules=False) -> Attendance:
    times, said = own.times, (by == user_id, reason, came, went, overrules)
    answer = may_mark(own.turn, times, moment, own.seated, own.attendance, state, *said)
    if answer is not MarkAnswer.YES:
        raise Refused(answer, moment=said_moment(times.opens))
    marks = [Mark(state, _at(state, came, times, moment), HAND, moment, by, reason)]
    if went is not None and state in ARRIVED:
        marks.append(Mark(OUT, went, HAND, moment, by, reason))
    ids = keep([row_of(own.turn, user_id, one) for one in marks])
    after = own.after(*marks, now=moment)
    announce(
        AttendanceMarked(
            ward_id=own.turn.ward_id,
            subject_id=ids[own.turn.id, user_id, state],
            by=by,
            before={"state": own.attendance.state} if own.attendance.how else {},
            after=told(own.turn, user_id, after),
            reason=reason,
            turn=own.turn,
        )
    )
    return after


def _at(state: str, came: datetime | None, times, moment: datetime) -> datetime:
    if came is not None:
        return came
    if state == PRESENT:
        return times.starts_at
    return min(moment, times.ends_at)
