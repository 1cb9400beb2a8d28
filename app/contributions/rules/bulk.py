"""Approving many records at once, and taking that back."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from app.core.reasons import Reason
from app.core.text import N_

# Longer after it each record is looked at by itself: much may rest on it by then.
UNDO_FOR = timedelta(hours=24)


class BulkAnswer(Reason):
    YES = N_("This can be undone.")
    CHANGED = N_("Some of these records were changed meanwhile. Look at them again.")
    NOT_YOURS = N_("Only the person who approved these records together can undo it together.")
    TOO_LATE = N_("More than %(hours)s hours ago. Reverse single records on their own pages.")
    NOTHING_LEFT = N_("None of these records is approved any more.")


def may_undo(visitor_id: int, by: int, at: datetime, now: datetime, left: int) -> tuple[BulkAnswer, dict]:
    """Whether a bulk approval can still be undone, and the facts of the sentence; ``left`` counts its records that
    are still approved."""
    if visitor_id != by:
        return BulkAnswer.NOT_YOURS, {}
    if not left:
        return BulkAnswer.NOTHING_LEFT, {}
    if now - at > UNDO_FOR:
        return BulkAnswer.TOO_LATE, {"hours": UNDO_FOR // timedelta(hours=1)}
    return BulkAnswer.YES, {}


def mark_of(logs: Iterable) -> str:
    """A short name of how these records stand (rows or logs with id, sent_at, day, minutes): any of them that was
    taken back and sent again makes another one."""
    seen = sorted([log.id, log.sent_at.isoformat(), log.day.isoformat(), log.minutes] for log in logs)
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]
