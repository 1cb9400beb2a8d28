"""The line: free seats are offered in its order, each for a limited time."""

from sqlalchemy import bindparam, exists, or_, select

from app.campaigns.models import Campaign
from app.campaigns.rules.limits import Limits
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import Event, announce_all
from app.messages.minute import each, every_minute
from app.places.models import Point
from app.shifts.models import Shift
from app.signups.events import Left, OfferLapsed, Promoted, SeatEvent, SeatOffered
from app.signups.models import LEFT, WAITING, SignUp
from app.signups.queries import TURN, line_of, lines_of
from app.signups.rules import barred, clash, deadline

from .holds import release_due
from .seats import to_left, to_offer, to_seat

_LOCKED = (
    select(*TURN, Point.name.label("point"))
    .select_from(Shift)
    .join(Campaign, Campaign.id == Shift.campaign_id)
    .join(Point, Point.id == Shift.point_id)
    .where(Shift.id == bindparam("shift"))
    .with_for_update(of=Shift)
)


def move_up(turn, limits: Limits, free: int, leads_free: int, line: list | None = None) -> list[Event]:
    """Take back offers whose time is over, and pass ``free`` seats on in the order of the line: offered for a while,
    or given at once where the campaign says so. Returns what is to be announced.

    ``leads_free`` of them are kept for leads. Whoever can't take the shift now (another seat, too little rest) keeps
    the place in line and is passed over. The shift is locked.
    """
    moment, line = now(), line_of(turn) if line is None else line
    over = [one for one in line if one.offered_until is not None and one.offered_until <= moment]
    events: list[Event] = [_told(OfferLapsed, turn, one) for one in over]
    if over:
        to_left([one.sign_up_id for one in over])
    if turn.cancelled_at is not None or turn.closed_at is not None or turn.starts_at <= moment:
        return events
    chosen, free = [], free + len(over)
    for one in line:
        if len(chosen) == free:
            break
        plain = free - leads_free - sum(not other.person.lead for other in chosen)
        if one.offered_until is not None or (not one.person.lead and plain <= 0):
            continue
        if clash(turn, one.person.duties) is None and barred(turn, limits, one.person, moment) is None:
            chosen.append(one)
    if not chosen:
        return events
    if limits.offer_minutes == 0:
        # Where somebody takes an overlapping seat at this very moment, the database refuses, the verb is asked again.
        for lead in (False, True):
            ids = [one.sign_up_id for one in chosen if one.person.lead is lead]
            if ids:
                to_seat(ids, lead)
        return events + [_told(Promoted, turn, one) for one in chosen]
    until = deadline(limits, turn.starts_at, moment)
    to_offer([one.sign_up_id for one in chosen], until)
    return events + [_told(SeatOffered, turn, one, until) for one in chosen]


def _told(kind: type[SeatEvent], turn, one, until=None) -> SeatEvent:
    after = {"shift": turn.id, "user": one.person.id}
    if until is not None:
        after["until"] = until
    return kind(ward_id=turn.ward_id, subject_id=one.sign_up_id, by=None, after=after, turn=turn, until=until)


def free_of(turn) -> tuple[int, int]:
    """(seats neither taken nor held, those of them kept for leads) as the row says."""
    free = turn.max_heads - turn.seats_taken - turn.seats_held
    return free, min(free, max(0, turn.lead_seats - turn.leads_taken))


@asked_again
@action
def settle(shift_id: int) -> None:
    """Let the line of one shift move up as far as it can now; nothing happens where it can't."""
    turn = db.session.execute(_LOCKED, {"shift": shift_id}).one_or_none()
    if turn:
        events = release_due(turn) + move_up(turn, Limits.of(turn), *free_of(turn))
        if events:
            announce_all(events)


@every_minute
def settle_due() -> int:
    """For the job of every minute: all shifts where an offer ran out, or where seats are free while people wait.
    Returns how many shifts were looked at."""
    moment = now()
    waiting = exists().where(SignUp.shift_id == Shift.id, SignUp.state == WAITING, SignUp.offered_until.is_(None))
    lapsed = exists().where(SignUp.shift_id == Shift.id, SignUp.offered_until <= moment)
    free = Shift.seats_taken + Shift.seats_held < Shift.max_heads
    due = db.session.scalars(
        select(Shift.id)
        .where(
            Shift.in_line > 0,
            Shift.cancelled_at.is_(None),
            or_(lapsed, (Shift.starts_at > moment) & free & waiting),
        )
        .order_by(Shift.id)
    ).all()
    return each(settle, [(shift_id,) for shift_id in due])


def end_sign_ups(events: list[Event]) -> list[Event]:
    """Shifts were called off: nobody is on them or in line for them any more."""
    called_off = {event.subject_id: event for event in events}
    rows = db.session.execute(
        select(
            SignUp.id.label("sign_up_id"),
            SignUp.user_id,
            SignUp.state,
            Shift.id,
            Shift.starts_at,
            Shift.ends_at,
            Shift.cancelled_at,
            Point.name.label("point"),
        )
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Point, Point.id == Shift.point_id)
        .where(SignUp.shift_id.in_(called_off), SignUp.state != LEFT)
        .order_by(SignUp.id)
    ).all()
    if rows:
        to_left([row.sign_up_id for row in rows])
    return [_sent_home(row, called_off[row.id]) for row in rows]


def _sent_home(row, event: Event) -> Left:
    return Left(
        ward_id=event.ward_id,
        subject_id=row.sign_up_id,
        by=event.by,
        before={"state": row.state},
        after={"shift": row.id, "user": row.user_id},
        reason=event.reason,
        turn=row,
    )


def fill_line(events: list[Event]) -> list[Event]:
    """Shifts may have more seats now: the line moves up."""
    followed = []
    for turn, line in lines_of([event.subject_id for event in events]):
        followed += release_due(turn) + move_up(turn, Limits.of(turn), *free_of(turn), line)
    return followed
