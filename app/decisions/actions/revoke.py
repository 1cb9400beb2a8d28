"""A single award ends; what was decided and printed stays on record."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select

from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce_all
from app.core.reasons import Refused
from app.decisions.amended import FrozenDecision
from app.decisions.events import AwardRevoked
from app.decisions.models import AwardDecision, AwardLine, AwardRevocation
from app.decisions.rules import DecisionAnswer, may_revoke


@action
def revoke_award(nomination_id: int, reason: str, by: int) -> None:
    """From now on the candidate's page, the register and the public check say that this award was revoked. Of a
    decision that has its number an award ends by a further decision only."""
    lines = locked(AwardLine, AwardLine.nomination_id == nomination_id)
    line = lines[0] if lines else None
    ended, fixed = _state(line) if line else (None, None)
    answer = may_revoke(bool(line and line.granted), ended is not None, reason, fixed is not None)
    if answer is not DecisionAnswer.YES:
        raise Refused(answer)
    end_awards([line], reason, by, now())


def _state(line: AwardLine) -> tuple[int | None, int | None]:
    """The end of its award, and the text of its decision, as far as there are any."""
    return tuple(
        db.session.execute(
            select(AwardRevocation.line_id, FrozenDecision.round_id)
            .select_from(AwardDecision)
            .outerjoin(AwardRevocation, AwardRevocation.line_id == line.id)
            .outerjoin(FrozenDecision, FrozenDecision.round_id == AwardDecision.round_id)
            .where(AwardDecision.id == line.decision_id)
        ).one()
    )


def end_awards(lines: Collection[AwardLine], reason: str, by: int, at: datetime) -> None:
    """Write down that these awards hold no longer; inside a transaction that holds their lock."""
    if not lines:
        return
    rows = [{"line_id": line.id, "ward_id": line.ward_id, "reason": reason, "by": by, "at": at} for line in lines]
    db.session.execute(insert(AwardRevocation), rows)
    announce_all(
        [AwardRevoked(ward_id=line.ward_id, subject_id=line.nomination_id, by=by, reason=reason) for line in lines]
    )
