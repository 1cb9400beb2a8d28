"""The queue: what waits for a decision, the oldest first, without what the reader may not decide."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from app.contributions.models import APPROVED, BulkApproval, BulkApprovalLog, Log
from app.contributions.rules import PEOPLE, SENT, UNDO_FOR, Flag, unusual
from app.core.clock import LOCAL, now
from app.core.db import db
from app.people.models import User
from app.places.models import Team

from .desk import undecidable
from .logs import Item, day_minutes, items_of, same_day, same_slot

# How many waiting records are looked through for unusual ones; beyond that the oldest come first anyway.
LOOK_THROUGH = 2000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue."""

    row: object
    items: list[Item]
    people: int
    flags: tuple[Flag, ...]

    @property
    def sent_on(self) -> date:
        """The local day on which it was sent."""
        return self.row.sent_at.astimezone(LOCAL).date()


def _open(campaign_id: int, visitor_id: int):
    return and_(Log.campaign_id == campaign_id, Log.state == SENT, ~undecidable(visitor_id))


def waiting(
    campaign_id: int,
    visitor_id: int,
    page: int = 1,
    size: int = 50,
    team_id: int | None = None,
    collective: bool = False,
    flagged: bool = False,
) -> list[Waiting]:
    """One page of the queue; one line more than ``size`` tells that there is another page."""
    ids = select(Log.id).where(_open(campaign_id, visitor_id)).order_by(Log.sent_at, Log.id)
    if team_id is not None:
        ids = ids.where(Log.team_id == team_id)
    if collective:
        ids = ids.where(Log.user_id.is_(None))
    first = (page - 1) * size
    ids = ids.limit(LOOK_THROUGH) if flagged else ids.limit(size + 1).offset(first)
    lines = _lines(ids)
    return [line for line in lines if line.flags][first : first + size + 1] if flagged else lines


def picked(campaign_id: int, visitor_id: int, ids: list[int]) -> list[Waiting]:
    """Those of these records that wait and that this person may decide on, the oldest first. Two statements."""
    return _lines(select(Log.id).where(_open(campaign_id, visitor_id), Log.id.in_(ids)))


def _lines(ids) -> list[Waiting]:
    chosen = ids.subquery()
    query = (
        select(
            Log.id,
            Log.user_id,
            Log.day,
            Log.slot,
            Log.minutes,
            Log.note,
            Log.sent_at,
            User.name.label("person"),
            Team.name.label("team"),
            same_slot(),
            same_day(),
            day_minutes(),
        )
        .join(chosen, chosen.c.id == Log.id)
        .outerjoin(User, User.id == Log.user_id)
        .outerjoin(Team, Team.id == Log.team_id)
        .order_by(Log.sent_at, Log.id)
    )
    rows = db.session.execute(query).all()
    items = items_of(row.id for row in rows)
    return [line_of(row, row, items[row.id]) for row in rows]


def line_of(row, log, items: list[Item]) -> Waiting:
    """The line of a log: how many people were helped, and what is unusual."""
    people = sum(item.quantity for item in items if item.code == PEOPLE)
    services = sum(item.quantity for item in items if item.code != PEOPLE)
    around = (row.same_slot, row.day_minutes, row.same_day)
    return Waiting(row, items, people, unusual(log.minutes, people, services, *around))


def waiting_teams(campaign_id: int, visitor_id: int) -> list:
    """Rows (id, name, n, together, bulk_id): how many records of each team wait, ``together`` of them collective, and
    in each row the reader's last bulk approval that can be undone."""
    together = func.sum(case((Log.user_id.is_(None), 1), else_=0))
    query = (
        select(
            Team.id,
            Team.name,
            func.count().label("n"),
            together.label("together"),
            last_bulk(visitor_id, campaign_id),
        )
        .select_from(Log)
        .outerjoin(Team, Team.id == Log.team_id)
        .where(_open(campaign_id, visitor_id))
        .group_by(Team.id, Team.name, Team.sort_key)
        .order_by(Team.sort_key)
    )
    return list(db.session.execute(query).all())


def last_bulk(visitor_id: int, campaign_id: int):
    """A column: this person's last bulk approval of the campaign that can still be undone, or null."""
    left = select(BulkApprovalLog.log_id).join(Log, Log.id == BulkApprovalLog.log_id)
    left = left.where(BulkApprovalLog.bulk_id == BulkApproval.id, Log.state == APPROVED).correlate(BulkApproval)
    return (
        select(BulkApproval.id)
        .where(
            BulkApproval.by == visitor_id,
            BulkApproval.campaign_id == campaign_id,
            BulkApproval.at >= now() - UNDO_FOR,
            left.exists(),
        )
        .order_by(BulkApproval.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("bulk_id")
    )


def bulk_of(bulk_id: int, reach) -> tuple[object | None, list]:
    """A bulk approval (ward_id, campaign_id, by, at) within what the person may decide on, and its records as rows
    (id, state, day, minutes, person, team). One statement."""
    query = (
        select(
            BulkApproval.ward_id,
            BulkApproval.campaign_id,
            BulkApproval.by,
            BulkApproval.at,
            Log.id,
            Log.state,
            Log.day,
            Log.minutes,
            User.name.label("person"),
            Team.name.label("team"),
        )
        .join(BulkApprovalLog, BulkApprovalLog.bulk_id == BulkApproval.id)
        .join(Log, Log.id == BulkApprovalLog.log_id)
        .outerjoin(User, User.id == Log.user_id)
        .outerjoin(Team, Team.id == Log.team_id)
        .where(BulkApproval.id == bulk_id, reach)
        .order_by(Log.day, Log.id)
    )
    rows = list(db.session.execute(query).all())
    return (rows[0] if rows else None), rows


def waiting_in_all(campaign_id: int, visitor_id: int, *beside) -> tuple:
    """How many records wait for a decision that this person could make, since when the oldest does, and ``beside``:
    columns that a higher room reads along with them."""
    query = select(func.count(), func.min(Log.sent_at), *beside).where(_open(campaign_id, visitor_id))
    return tuple(db.session.execute(query).one())


def next_waiting(visitor_id: int):
    """A column for a query over Log: the id of the record that comes after it in the queue."""
    after = aliased(Log)
    later = or_(after.sent_at > Log.sent_at, and_(after.sent_at == Log.sent_at, after.id > Log.id))
    return (
        select(after.id)
        .where(after.campaign_id == Log.campaign_id, after.state == SENT, later, ~undecidable(visitor_id, after))
        .order_by(after.sent_at, after.id)
        .limit(1)
        .correlate(Log)
        .scalar_subquery()
        .label("next_id")
    )
