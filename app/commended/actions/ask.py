"""Asking those on a locked list."""

from sqlalchemy import insert, select

from app.awards.models import Nomination, Round
from app.awards.queries import put_forward
from app.commended.events import CommendedAsked
from app.commended.models import CommendedAsk
from app.commended.rules import CommendedAnswer
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused


@action
def ask_all(campaign_id: int, by: int) -> int:
    """Ask everybody on the locked list who was not asked yet; returns how many. Refused (CommendedAnswer) before the
    locking, and where nobody is left."""
    rounds = locked(Round, Round.campaign_id == campaign_id)
    if not rounds:
        raise Refused(CommendedAnswer.NO_ROUND)
    found = rounds[0]
    if found.locked_at is None:
        raise Refused(CommendedAnswer.NOT_LOCKED)
    known = set(
        db.session.scalars(
            select(CommendedAsk.nomination_id)
            .join(Nomination, Nomination.id == CommendedAsk.nomination_id)
            .where(Nomination.round_id == found.id)
        )
    )
    asked = [one.nomination_id for one in put_forward(found) if one.nomination_id not in known]
    if not asked:
        raise Refused(CommendedAnswer.ALL_ASKED)
    place = {"ward_id": found.ward_id, "by": by, "at": now()}
    db.session.execute(insert(CommendedAsk), [{**place, "nomination_id": one} for one in asked])
    announce(CommendedAsked(ward_id=found.ward_id, subject_id=found.id, by=by, after={"listed": asked}))
    return len(asked)
