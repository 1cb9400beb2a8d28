"""Reading the lines of a campaign."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from app.campaigns.models import CampaignPoint
from app.core.db import db
from app.lines.models import HandoverNote, HandoverReading
from app.lines.rules import Stretch, gaps
from app.people.models import User
from app.places.models import LINE, Point
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

ON_CALL = "on_call"


@dataclass(frozen=True)
class Line:
    """A line of a campaign: ``least`` people at any time; ``duties`` are rows of shifts, the earliest first."""

    id: int
    name: str
    least: int
    duties: list[Row] = field(default_factory=list)


def lines_between(campaign_id: int, since: datetime, until: datetime) -> list[Line]:
    """The campaign's lines in its order, with the duties that touch this time (cancelled ones too), in one
    statement."""
    duty = and_(
        Shift.campaign_id == CampaignPoint.campaign_id,
        Shift.point_id == CampaignPoint.point_id,
        Shift.kind == ON_CALL,
        Shift.ends_at > since,
        Shift.starts_at < until,
    )
    rows = db.session.execute(
        select(
            CampaignPoint.point_id,
            Point.name,
            CampaignPoint.least,
            Shift.id,
            Shift.starts_at,
            Shift.ends_at,
            Shift.min_heads,
            Shift.max_heads,
            Shift.seats_taken,
            Shift.cancelled_at,
        )
        .join(Point, Point.id == CampaignPoint.point_id)
        .outerjoin(Shift, duty)
        .where(CampaignPoint.campaign_id == campaign_id, Point.kind == LINE)
        .order_by(CampaignPoint.position, Point.id, Shift.starts_at, Shift.id)
    )
    lines: dict[int, Line] = {}
    for row in rows:
        line = lines.setdefault(row.point_id, Line(row.point_id, row.name, row.least or 1))
        if row.id is not None:
            line.duties.append(row)
    return list(lines.values())


def uncovered(campaign_id: int, since: datetime, until: datetime) -> list[tuple[Line, list[Stretch]]]:
    """Every line of the campaign with its uncovered hours in this time (see ``rules.ahead``), in one statement."""
    lines = lines_between(campaign_id, since, until)
    return [(line, gaps(line.duties, since, until, line.least)) for line in lines]


def people_of(shift_ids: list[int], phones: bool) -> dict[int, list[Row]]:
    """Who holds a seat in these shifts: rows (shift_id, user_id, name, as_lead, phone) by shift, leads first.
    Without ``phones`` no number leaves the database."""
    if not shift_ids:
        return {}
    phone = User.phone if phones else db.null()
    found: dict[int, list[Row]] = {}
    for row in db.session.execute(
        select(SignUp.shift_id, SignUp.user_id, User.name, SignUp.as_lead, phone.label("phone"))
        .join(User, User.id == SignUp.user_id)
        .where(SignUp.shift_id.in_(shift_ids), SignUp.state == SEATED)
        .order_by(SignUp.as_lead.desc(), User.sort_key, SignUp.id)
    ):
        found.setdefault(row.shift_id, []).append(row)
    return found


def holders_after(shift_id: int, now: datetime) -> list[Row]:
    """Who holds the first duty of the line that begins after this one and is not over: rows (user_id, starts_at,
    ends_at, point)."""
    before, later = aliased(Shift), aliased(Shift)

    def follows(shift):
        return and_(
            shift.campaign_id == before.campaign_id,
            shift.point_id == before.point_id,
            shift.kind == ON_CALL,
            shift.cancelled_at.is_(None),
            shift.starts_at > before.starts_at,
            shift.ends_at > now,
        )

    first = select(func.min(later.starts_at)).where(follows(later)).correlate(before).scalar_subquery()
    return list(
        db.session.execute(
            select(SignUp.user_id, Shift.starts_at, Shift.ends_at, Point.name.label("point"))
            .join(Shift, Shift.id == SignUp.shift_id)
            .join(before, follows(Shift))
            .join(Point, Point.id == Shift.point_id)
            .where(before.id == shift_id, SignUp.state == SEATED, Shift.starts_at == first)
            .order_by(SignUp.id)
        ).all()
    )


@dataclass
class Note:
    """A note as it is shown; ``written_from`` is the start of its duty, ``readings`` are (user_id, name, at)."""

    id: int
    point_id: int
    written_from: datetime
    by: int
    author: str
    at: datetime
    text: str
    readings: list[tuple[int, str, datetime]] = field(default_factory=list)


def notes_since(point_ids: list[int], campaign_id: int, since: datetime) -> list[Note]:
    """The notes of these lines, the latest first, in one statement."""
    if not point_ids:
        return []
    reader = aliased(User)
    notes: dict[int, Note] = {}
    for row in db.session.execute(
        select(
            HandoverNote.id,
            Shift.point_id,
            Shift.starts_at,
            HandoverNote.by,
            User.name,
            HandoverNote.at,
            HandoverNote.text,
            HandoverReading.user_id.label("reader_id"),
            reader.name.label("reader"),
            HandoverReading.at.label("read_at"),
        )
        .join(Shift, Shift.id == HandoverNote.shift_id)
        .join(User, User.id == HandoverNote.by)
        .outerjoin(HandoverReading, HandoverReading.note_id == HandoverNote.id)
        .outerjoin(reader, reader.id == HandoverReading.user_id)
        .where(Shift.campaign_id == campaign_id, Shift.point_id.in_(point_ids), HandoverNote.at >= since)
        .order_by(HandoverNote.at.desc(), HandoverNote.id.desc(), HandoverReading.at)
    ):
        values = (row.id, row.point_id, row.starts_at, row.by, row.name, row.at, row.text)
        note = notes.setdefault(row.id, Note(*values))
        if row.reader_id is not None:
            note.readings.append((row.reader_id, row.reader, row.read_at))
    return list(notes.values())
