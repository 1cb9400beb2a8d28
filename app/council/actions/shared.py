"""What every verb of a session begins and ends with."""

from app.core.clock import now
from app.core.db import db
from app.core.events import announce_all
from app.core.reasons import Refused
from app.council.queries.live import Live, locked_live
from app.council.rules.answers import CouncilAnswer
from app.posting.rules import PostingAnswer, may_go_on


def taken(session_id: int, reach) -> Live:
    """The session under its lock; LookupError where it is not within this reach."""
    live = locked_live(session_id, reach)
    if live is None:
        raise LookupError(session_id)
    return live


def must(answer: CouncilAnswer, **facts) -> None:
    if answer is not CouncilAnswer.YES:
        raise Refused(answer, **facts)


def must_in(live: Live, answer: CouncilAnswer) -> None:
    """The same, with the numbers of the session for the sentences that name them."""
    must(answer, **live.meeting.facts, count=live.meeting.questions)


def must_go_on(live: Live) -> None:
    """Refuse what waits until the posting of the list is over and all objections are answered."""
    answer, facts = may_go_on(live.posting, now())
    if answer is not PostingAnswer.YES:
        raise Refused(answer, **facts)


def happened(live: Live, event: type, by: int, *several: dict, **told) -> None:
    """Something happened in the session: pages that look at it are drawn anew, and it is told (once for each of
    ``several`` values of ``after``)."""
    live.session.version += 1
    db.session.flush()
    place = {"ward_id": live.session.ward_id, "subject_id": live.id, "by": by}
    announce_all([event(**place, after=after) for after in several] or [event(**place, **told)])
