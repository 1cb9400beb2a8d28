"""What every verb of a session begins and ends with."""

from app.awards.models import Round
from app.core.clock import now
from app.core.db import db, locked
from app.core.events import announce_all
from app.core.reasons import Refused
from app.council.queries.live import Live, locked_live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ballots import may_favour
from app.council.rules.counting import FOR
from app.posting.rules import PostingAnswer, may_go_on


def open_round_of(campaign_id: int) -> Round:
    """The campaign's round under its lock; refused where there is none or it is decided."""
    found = locked(Round, Round.campaign_id == campaign_id)
    if not found:
        raise Refused(CouncilAnswer.NO_ROUND)
    if found[0].closed_at is not None:
        raise Refused(CouncilAnswer.DECIDED)
    return found[0]


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


def must_favour(live: Live, cast: dict[int, str], choices: dict[int, str]) -> None:
    """Refuse more votes in favour in a run-off than it has places; `cast`: what the member voted before."""
    favoured = {line for line, choice in {**cast, **choices}.items() if choice == FOR}
    for ballot, seats in {(line.ballot_id, line.seats) for line in live.lines if line.id in choices}:
        count = sum(line.id in favoured for line in live.lines if line.ballot_id == ballot)
        must(may_favour(seats, count), seats=seats)


def happened(live: Live, event: type, by: int, *several: dict, **told) -> None:
    """Something happened in the session: pages that look at it are drawn anew, and it is told (once for each of
    ``several`` values of ``after``)."""
    live.session.version += 1
    db.session.flush()
    place = {"ward_id": live.session.ward_id, "subject_id": live.id, "by": by}
    announce_all([event(**place, after=after) for after in several] or [event(**place, **told)])
