"""Taking a seat and leaving it."""

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce, announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.core.words import hours, plain_day
from app.signups.events import Left, SeatTaken
from app.signups.models import SEATED, WAITING
from app.signups.queries import Standing, standing
from app.signups.rules import Answer, LeaveAnswer, clash, may_join, may_leave

from .seats import add, promoted, seat_first_in_line, to_left, to_seat

EVERYWHERE = Reach(everywhere=True)


def found(shift_id: int, user_id: int, reach: Reach) -> Standing:
    """The shift, locked. Raises LookupError outside of the reach."""
    where = standing(shift_id, user_id, reach, for_update=True)
    if where is None:
        raise LookupError(f"shift {shift_id}")
    return where


def facts(where: Standing) -> dict:
    """What the sentence about an overlap names."""
    seat = clash(where.turn, where.mine)
    if seat is None:
        return {}
    return {"hours": hours(seat.starts_at, seat.ends_at), "point": seat.point, "day": plain_day(seat.day)}


@asked_again
@action
def sign_up(user_id: int, shift_id: int, wait: bool = False, reach: Reach = EVERYWHERE) -> str:
    """Take a seat, or with ``wait`` a place in line once the seats are gone. Returns "seated" or "waiting".

    Refused with an Answer; FULL when the seats went meanwhile and no place in line was asked for.
    """
    where = found(shift_id, user_id, reach)
    turn = where.turn
    answer = may_join(turn, now(), turn.seats_taken, where.mine, where.already)
    if answer is Answer.WAITLIST and wait:
        announce(add(turn, user_id, WAITING, by=user_id))
        return WAITING
    if answer is not Answer.YES:
        raise Refused(Answer.FULL if answer is Answer.WAITLIST else answer, **facts(where))
    sit_down(where, user_id, by=user_id)
    return SEATED


def sit_down(where: Standing, user_id: int, by: int, reason: str = "") -> None:
    turn = where.turn
    if where.already == WAITING:
        to_seat([where.sign_up_id])
        after = {"shift": turn.id, "user": user_id}
        announce(SeatTaken(ward_id=turn.ward_id, subject_id=where.sign_up_id, by=by, after=after, reason=reason))
    else:
        announce(add(turn, user_id, SEATED, by=by, reason=reason))


@asked_again
@action
def leave(user_id: int, shift_id: int, reach: Reach = EVERYWHERE) -> None:
    """Give up a seat or a place in line; a seat goes to the first in line who is free then. Refused: LeaveAnswer."""
    where = found(shift_id, user_id, reach)
    answer = may_leave(where.turn, now(), where.already)
    if answer is not LeaveAnswer.YES:
        raise Refused(answer)
    free_place(where, user_id, by=user_id)


def free_place(where: Standing, user_id: int, by: int, reason: str = "") -> None:
    """End a sign-up and let the line move up. All seats are written before anything is announced: the order of
    locks is shift, person, then the head of the trail."""
    turn = where.turn
    to_left([where.sign_up_id])
    moved = []
    if where.already == SEATED and turn.in_line and turn.cancelled_at is None and turn.starts_at > now():
        moved = seat_first_in_line(turn.id, turn.max_heads - turn.seats_taken + 1)
    gone = Left(
        ward_id=turn.ward_id,
        subject_id=where.sign_up_id,
        by=by,
        before={"state": where.already},
        after={"shift": turn.id, "user": user_id},
        reason=reason,
    )
    announce_all([gone, *promoted(moved)])
