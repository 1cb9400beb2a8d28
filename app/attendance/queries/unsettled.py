"""Whose attendance the rule has to close."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.attendance.models import AttendanceMark
from app.attendance.rules import ARRIVED, OUT
from app.core.db import db
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

from .rows import last_word, taken, times_of, turns

# How far back the rule looks: a worker that stood still for so long catches up.
LOOK_BACK = timedelta(days=30)
_gone = aliased(AttendanceMark)


def unsettled(moment: datetime) -> list[Row]:
    """Seats of shifts at which attendance was taken and whose time for checking out is over, with nothing said about
    coming (``word`` None) or about leaving: rows with the shift, ``user_id``, ``word``, ``came``. One statement."""
    word = last_word(lambda mark: mark.kind)
    left = (_gone.shift_id == SignUp.shift_id, _gone.user_id == SignUp.user_id, _gone.kind == OUT)
    stayed = ~exists(select(_gone.id).where(*left)).correlate(SignUp)
    rows = db.session.execute(
        turns(SignUp.user_id, word.label("word"), last_word(lambda mark: mark.at).label("came"))
        .join(SignUp, and_(SignUp.shift_id == Shift.id, SignUp.state == SEATED))
        .where(
            Shift.ends_at <= moment,
            Shift.ends_at > moment - LOOK_BACK,
            Shift.cancelled_at.is_(None),
            taken(),
            or_(word.is_(None), and_(word.in_(ARRIVED), stayed)),
        )
        .order_by(Shift.id, SignUp.user_id)
    ).all()
    return [row for row in rows if moment >= times_of(row).settles]
