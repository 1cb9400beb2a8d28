"""The verbs about calendar addresses."""

import secrets

from sqlalchemy import update

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.people.sign_in import hashed

from .events import CalendarChanged, CalendarIssued, CalendarRevoked
from .models import CalendarAddress


def _own(user_id: int):
    return update(CalendarAddress).where(CalendarAddress.user_id == user_id, CalendarAddress.revoked_at.is_(None))


@asked_again
@action
def issue_address(user_id: int) -> str:
    """A new address; the one before stops working, its settings stay. Returns the token, told only here."""
    token, moment = secrets.token_urlsafe(32), now()
    kept = CalendarAddress.with_line, CalendarAddress.alarm_minutes
    before = db.session.execute(_own(user_id).values(revoked_at=moment).returning(*kept)).one_or_none()
    new = CalendarAddress(user_id=user_id, token_hash=hashed(token), issued_at=moment)
    if before is not None:
        new.with_line, new.alarm_minutes = before
    db.session.add(new)
    db.session.flush()
    announce(CalendarIssued(ward_id=None, subject_id=new.id, by=user_id, after={"user": user_id}))
    return token


@action
def revoke_address(user_id: int) -> bool:
    """End one's own address; False where there is none."""
    ended = db.session.scalar(_own(user_id).values(revoked_at=now()).returning(CalendarAddress.id))
    if ended is not None:
        announce(CalendarRevoked(ward_id=None, subject_id=ended, by=user_id, after={"user": user_id}))
    return ended is not None


@action
def set_address(user_id: int, with_line: bool, alarm_minutes: int | None) -> bool:
    """Change what one's own address tells; False where there is none."""
    after = {"with_line": with_line, "alarm_minutes": alarm_minutes}
    changed = db.session.scalar(_own(user_id).values(**after).returning(CalendarAddress.id))
    if changed is not None:
        announce(CalendarChanged(ward_id=None, subject_id=changed, by=user_id, after={"user": user_id, **after}))
    return changed is not None
