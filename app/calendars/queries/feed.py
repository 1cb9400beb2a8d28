"""One person's places in shifts, as their calendar needs them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.engine import Row

from app.audit.models import Entry
from app.calendars.models import CalendarAddress
from app.campaigns.models import Campaign
from app.core.db import db
from app.people.models import User
from app.people.sign_in import hashed
from app.places.models import Point, Ward
from app.shifts.models import Shift
from app.signups.models import SignUp


def address_of(user_id: int) -> CalendarAddress | None:
    """The address of a person that works now."""
    return db.session.scalar(
        select(CalendarAddress).where(CalendarAddress.user_id == user_id, CalendarAddress.revoked_at.is_(None))
    )


def owner_of(token: str) -> Row | None:
    """Whose address this is (user_id, language, with_line, alarm_minutes), while it works and the account is open.

    Found by its hash: how long the search takes tells nothing about the token.
    """
    return db.session.execute(
        select(User.id.label("user_id"), User.language, CalendarAddress.with_line, CalendarAddress.alarm_minutes)
        .join(CalendarAddress, CalendarAddress.user_id == User.id)
        .where(
            CalendarAddress.token_hash == hashed(token),
            CalendarAddress.revoked_at.is_(None),
            User.disabled_at.is_(None),
        )
    ).one_or_none()


@dataclass(frozen=True)
class Place:
    """A person in a shift: ``row`` is the latest sign-up with its shift, ``entries`` how often the trail tells of all
    their sign-ups there and of changes of its point, ``ever_seated`` whether one of them was a seat, ``created`` when
    the first was written, ``changed`` when anything of it, of the shift or of its point was written last."""

    row: Row
    entries: int
    ever_seated: bool
    created: datetime
    changed: datetime


def places_of(user_id: int, since: datetime, shift_id: int | None = None) -> list[Place]:
    """A person's places, past ones and given up ones too, in shifts that end after ``since``, in the order of the
    shifts' ids: two statements. ``shift_id``: in this shift only."""
    wanted = true() if shift_id is None else SignUp.shift_id == shift_id
    rows = db.session.execute(
        select(
            SignUp.id.label("sign_up_id"),
            SignUp.state,
            SignUp.joined_at,
            SignUp.seated_at,
            SignUp.left_at,
            SignUp.offered_at,
            SignUp.offered_until,
            Shift.id,
            Shift.slot,
            Shift.kind,
            Shift.starts_at,
            Shift.ends_at,
            Shift.version,
            Shift.cancelled_at,
            Campaign.slug,
            Point.id.label("point_id"),
            Point.name.label("point"),
            Point.address,
            Point.kind.label("point_kind"),
            Ward.name.label("ward"),
            Ward.province,
        )
        .join(Shift, Shift.id == SignUp.shift_id)
        .join(Campaign, Campaign.id == Shift.campaign_id)
        .join(Point, Point.id == Shift.point_id)
        .join(Ward, Ward.id == Shift.ward_id)
        .where(SignUp.user_id == user_id, Shift.ends_at > since, wanted)
        .order_by(Shift.id, SignUp.id)
    ).all()
    if not rows:
        return []
    marks, by_shift = _marks(rows), {}
    for row in rows:
        by_shift.setdefault(row.id, []).append(row)
    return [_place(own, marks) for own in by_shift.values()]


def _marks(rows) -> dict[tuple[str, int], tuple[int, datetime]]:
    """(subject, id) -> how many entries the trail has about it, and when the last was written."""
    subjects = {
        "sign_up": {row.sign_up_id for row in rows},
        "shift": {row.id for row in rows},
        "point": {row.point_id for row in rows},
    }
    found = db.session.execute(
        select(Entry.subject, Entry.subject_id, func.count().label("entries"), func.max(Entry.at).label("last"))
        .where(or_(*(and_(Entry.subject == one, Entry.subject_id.in_(ids)) for one, ids in subjects.items())))
        .group_by(Entry.subject, Entry.subject_id)
    )
    return {(row.subject, row.subject_id): (row.entries, row.last) for row in found}


def _place(own: list[Row], marks) -> Place:
    row = own[-1]
    about = [("sign_up", one.sign_up_id) for one in own]
    told = [marks[key] for key in about if key in marks]
    others = [marks[key] for key in (("shift", row.id), ("point", row.point_id)) if key in marks]
    written = [row.joined_at, row.seated_at, row.left_at, row.offered_at, row.cancelled_at]
    return Place(
        row=row,
        entries=sum(entries for entries, _last in told) + max(0, marks.get(("point", row.point_id), (0,))[0] - 1),
        ever_seated=any(one.seated_at is not None for one in own),
        created=own[0].joined_at,
        changed=max([one for one in written if one is not None] + [last for _entries, last in told + others]),
    )
