"""Taking a seat and leaving it."""

from typing import NamedTuple

from sqlalchemy.engine import Row

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce, announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.signups.events import Left, OfferAccepted, OfferDeclined, SeatTaken
from app.signups.models import SEATED, WAITING
from app.signups.queries import Standing, facts, standing
from app.signups.rules import LINE, Answer, LeaveAnswer, free_seats, may_leave, may_take

from .holds import release_due
from .line import free_of, move_up
from .seats import add, to_left, to_seat

EVERYWHERE = Reach(everywhere=True)


class Taken(NamedTuple):
    """What somebody has in a shift now, SEATED or WAITING, and the shift as it was read."""

    state: str
    turn: Row


def found(shift_id: int, user_id: int, reach: Reach) -> Standing:
    """The shift, locked, with its line moved up where the time of an offer or of a team is over. Raises LookupError
    outside of the reach."""
    where = standing(shift_id, user_id, reach, for_update=True)
    if where is None:
        raise LookupError(f"shift {shift_id}")
    turn = where.turn
    events = release_due(turn)
    if turn.in_line and (events or (turn.seats_held and free_seats(turn, lead=True) <= 0)):
        events += move_up(turn, where.limits, *free_of(turn))
    if events:
        announce_all(events)
        return standing(shift_id, user_id, reach)
    return where


def answer_to(where: Standing, staff: bool = False) -> Answer:
    """What the rules say of this person and this shift now."""
    return may_take(where.turn, where.limits, where.person, now(), where.already, where.offered_until, staff)


@asked_again
@action
def sign_up(user_id: int, shift_id: int, wait: bool = False, reach: Reach = EVERYWHERE) -> Taken:
    """Take a seat, or with ``wait`` a place in line once the seats are gone.

    Refused with an Answer; FULL when the seats went meanwhile and no place in line was asked for.
    """
    where = found(shift_id, user_id, reach)
    answer = answer_to(where)
    if answer in LINE and wait:
        announce(add(where.turn, user_id, WAITING, by=user_id))
        return Taken(WAITING, where.turn)
    if answer not in (Answer.YES, Answer.OFFERED):
        raise Refused(Answer.FULL if answer is Answer.WAITLIST else answer, **facts(answer, where))
    sit_down(where, user_id, by=user_id)
    return Taken(SEATED, where.turn)


def sit_down(where: Standing, user_id: int, by: int | None, reason: str = "", **more) -> None:
    """Write the seat of somebody whom the rules (or staff, over them) let in."""
    turn, lead = where.turn, where.person.lead
    if where.already != WAITING:
        return announce(add(turn, user_id, SEATED, by=by, reason=reason, lead=lead, **more))
    to_seat([where.sign_up_id], lead)
    kind = OfferAccepted if where.offered_until is not None and by == user_id else SeatTaken
    after = {"shift": turn.id, "user": user_id, **more}
    told = {"ward_id": turn.ward_id, "subject_id": where.sign_up_id, "by": by, "after": after, "turn": turn}
    return announce(kind(**told, reason=reason))


@asked_again
@action
def leave(user_id: int, shift_id: int, reach: Reach = EVERYWHERE) -> Row:
    """Give up a seat, an offer or a place in line; a free seat goes on to the line. Returns the shift. Refused:
    LeaveAnswer."""
    where = found(shift_id, user_id, reach)
    answer = may_leave(where.turn, where.limits, now(), where.already)
    if answer is not LeaveAnswer.YES:
        raise Refused(answer, hours=f"{where.limits.leave_minutes / 60:g}")
    free_place(where, user_id, by=user_id)
    return where.turn


def free_place(where: Standing, user_id: int, by: int | None, reason: str = "") -> None:
    """End a sign-up and let the line move up. All seats are written before anything is announced: the order of
    locks is shift, person, then the head of the trail."""
    turn = where.turn
    to_left([where.sign_up_id])
    moved, offered = [], where.offered_until is not None
    if (where.already == SEATED or offered) and turn.in_line > (where.already == WAITING):
        free = free_of(turn)[0] + 1
        leads = turn.leads_taken - (where.already == SEATED and where.person.lead)
        moved = move_up(turn, where.limits, free, min(free, max(0, turn.lead_seats - leads)))
    kind = OfferDeclined if offered and by == user_id else Left
    gone = kind(
        ward_id=turn.ward_id,
        subject_id=where.sign_up_id,
        by=by,
        before={"state": where.already},
        after={"shift": turn.id, "user": user_id},
        reason=reason,
        turn=turn,
    )
    announce_all([gone, *moved])
