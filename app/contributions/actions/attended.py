"""A draft for whoever was on a shift, begun from attendance (see wiring)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import and_, delete, select, tuple_, update

from app.campaigns.models import Campaign
from app.contributions.events import LogChanged, LogDrafted, LogThrownAway
from app.contributions.models import Log, LogItem
from app.contributions.rules import DRAFT, GROUPS, NewLog, SubmitAnswer, Window, may_submit
from app.core.clock import now, today
from app.core.db import db
from app.core.events import Event
from app.people.models import Grant
from app.people.queries import ROSTER_ROLES, in_force
from app.shifts.models import Shift

from .writing import content, figures, insert_for, on_conflict_skip

# Hours that are work for the people of the ward. Who is on call or learns writes down what came of it.
KINDS = ("point", "round")


@dataclass
class _Seat:
    """A shift of one person, what attendance says about it, and the person's records of it."""

    event: Event
    row: object
    logs: list = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return self.event.after["minutes"]

    @property
    def draft(self):
        """The draft that was begun from attendance and that nobody has typed into."""
        return next((log for log in self.logs if _untouched(log)), None)


def log_attendance(events: Iterable[Event]) -> list[Event]:
    """Begin a draft for each person who went home from a shift, or bring it up to date: its minutes, day, point and
    slot are those of the shift. ``after`` of the events holds shift, user and minutes; without minutes nothing is
    done. One draft a person and shift; where the person has written one, or has changed the draft, it stays theirs.
    A correction to no minutes throws an untouched draft away. Where the campaign takes no records any more, none is
    begun. Two statements, and one for each draft that changes.
    """
    told = {(event.after["shift"], event.after["user"]): event for event in events if "minutes" in event.after}
    followed, fresh = [], []
    for seat in _seats(told):
        if not seat.logs:
            fresh.append(seat)
        elif seat.draft is not None and seat.draft.minutes != seat.minutes:
            followed.append(_adjust(seat))
    return _begin([seat for seat in fresh if _fits(seat)]) + followed


def _seats(told: dict) -> list[_Seat]:
    if not told:
        return []
    user = Log.user_id
    touched = select(LogItem.log_id).where(LogItem.log_id == Log.id).exists().label("counted")
    rows = db.session.execute(
        select(
            Shift.id,
            Shift.ward_id,
            Shift.campaign_id,
            Shift.point_id,
            Shift.slot,
            Shift.day,
            Campaign.starts_on,
            Campaign.ends_on,
            Campaign.grace_days,
            Campaign.closed_at,
            Log.id.label("log_id"),
            user,
            Log.state,
            Log.minutes,
            Log.attended_minutes,
            Log.note,
            *(getattr(Log, name) for name in GROUPS),
            touched,
        )
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .outerjoin(Log, and_(Log.shift_id == Shift.id, tuple_(Log.shift_id, user).in_(list(told))))
        .where(Shift.id.in_({shift for shift, _user in told}), Shift.kind.in_(KINDS))
        .order_by(Shift.id, Log.id)
    ).all()
    shifts = {row.id: row for row in rows}
    seats = {key: _Seat(event, shifts[key[0]]) for key, event in told.items() if key[0] in shifts}
    for row in rows:
        if row.log_id is not None:
            seats[row.id, row.user_id].logs.append(row)
    return list(seats.values())


def _untouched(log) -> bool:
    typed = log.note or log.counted or any(getattr(log, name) for name in GROUPS)
    return (
        log.state == DRAFT and not typed and log.attended_minutes is not None and log.minutes == log.attended_minutes
    )


def _new(seat: _Seat) -> NewLog:
    row, user = seat.row, seat.event.after["user"]
    return NewLog(
        campaign_id=row.campaign_id,
        ward_id=row.ward_id,
        user_id=user,
        team_id=None,
        filed_by=user,
        # No form can send a colon: nobody takes this name before.
        client_ref=f"attendance:{row.id}:{user}",
        day=row.day,
        minutes=seat.minutes,
        shift_id=row.id,
        point_id=row.point_id,
        slot=row.slot,
    )


def _fits(seat: _Seat) -> bool:
    row = seat.row
    window = Window(row.starts_on, row.ends_on, row.grace_days, row.closed_at is not None)
    return seat.minutes > 0 and may_submit(_new(seat), window, today(), finished=False)[0] is SubmitAnswer.YES


def _begin(seats: list[_Seat]) -> list[Event]:
    followed, table = [], Log.__table__
    statement = on_conflict_skip(insert_for(db.session)(table)).returning(table.c.id, table.c.team_id)
    for seat in seats:
        new = _new(seat)
        begun = {"attended_minutes": new.minutes, "state": DRAFT, "created_at": now()}
        values = {**content(new), **begun, "team_id": _team_of(new)}
        row = db.session.execute(statement.values(values)).one_or_none()
        if row is not None:
            after = figures(replace(new, team_id=row.team_id))
            followed.append(LogDrafted(ward_id=new.ward_id, subject_id=row.id, by=seat.event.by, after=after))
    return followed


def _team_of(new: NewLog):
    """The team in which the person has stood longest on that day, found by the row's own INSERT."""
    stood = (Grant.user_id == new.user_id, Grant.ward_id == new.ward_id, Grant.team_id.is_not(None))
    return (
        select(Grant.team_id)
        .where(*stood, Grant.role.in_(ROSTER_ROLES), in_force(new.day))
        .order_by(Grant.starts_on, Grant.id)
        .limit(1)
        .scalar_subquery()
    )


def _adjust(seat: _Seat) -> Event:
    """Bring an untouched draft up to date, or take it away where nobody was there after all."""
    draft, new = seat.draft, _new(seat)
    this = and_(Log.id == draft.log_id, Log.state == DRAFT)
    facts = {"ward_id": new.ward_id, "subject_id": draft.log_id, "by": seat.event.by}
    if new.minutes == 0:
        db.session.execute(delete(Log).where(this).execution_options(synchronize_session=False))
        return LogThrownAway(**facts, before={"user": new.user_id})
    minutes = {"minutes": new.minutes, "attended_minutes": new.minutes}
    db.session.execute(update(Log).where(this).values(minutes).execution_options(synchronize_session=False))
    return LogChanged(**facts, before={"minutes": draft.minutes}, after={"minutes": new.minutes})
