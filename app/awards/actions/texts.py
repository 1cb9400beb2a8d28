"""The achievement of a candidate in somebody's own words."""

from app.awards.actions.candidates import candidate_under_lock
from app.awards.events import AchievementWritten
from app.awards.models import Achievement
from app.awards.queries.achievements import text_on
from app.awards.rules import AwardAnswer
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused


@action
def write_achievement(campaign_id: int, nomination_id: int, text: str, by: int) -> bool:
    """Say it in these words from now on; "" takes our draft again. Possible until the round is closed by its
    decision. False: no such candidate."""
    found = candidate_under_lock(campaign_id, nomination_id)
    if found is None:
        return False
    round_, candidate = found
    if round_.closed_at is not None:
        raise Refused(AwardAnswer.CLOSED)
    if (text_on(candidate.id) or "") == text:
        raise Refused(AwardAnswer.SAME_TEXT)
    row = Achievement(ward_id=round_.ward_id, nomination_id=candidate.id, text=text, by=by, at=now())
    db.session.add(row)
    db.session.flush()
    announce(
        AchievementWritten(
            ward_id=round_.ward_id,
            subject_id=row.id,
            by=by,
            after={"nomination": candidate.id, "letters": len(text)},
        )
    )
    return True
