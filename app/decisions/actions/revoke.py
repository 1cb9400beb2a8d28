"""A single award ends; what was decided and printed stays on record."""

from sqlalchemy import select

from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.decisions.events import AwardRevoked
from app.decisions.models import AwardLine, AwardRevocation
from app.decisions.rules import DecisionAnswer, may_revoke


@action
def revoke_award(nomination_id: int, reason: str, by: int) -> None:
    """From now on the candidate's page, the register and the public check say that this award was revoked."""
    lines = locked(AwardLine, AwardLine.nomination_id == nomination_id)
    line = lines[0] if lines else None
    ended = line and db.session.scalar(select(AwardRevocation.line_id).where(AwardRevocation.line_id == line.id))
    answer = may_revoke(bool(line and line.granted), ended is not None, reason)
    if answer is not DecisionAnswer.YES:
        raise Refused(answer)
    db.session.add(AwardRevocation(line_id=line.id, ward_id=line.ward_id, reason=reason, by=by, at=now()))
    db.session.flush()
    announce(AwardRevoked(ward_id=line.ward_id, subject_id=nomination_id, by=by, reason=reason))
