"""The end of a session: departures explained, the result written down."""

from sqlalchemy import insert

from app.core.clock import now
from app.core.db import action, db
from app.core.reasons import Refused
from app.council.events import DepartureExplained, SessionClosed
from app.council.models import CouncilDeparture, CouncilOutcome
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ending import obstacles
from app.council.rules.meeting import CLOSED, may_run

from .shared import happened, must, taken


class NotYet(Refused):
    """The session can't be closed: `obstacles` holds every (reason, facts)."""

    def __init__(self, found):
        super().__init__(found[0][0], **found[0][1])
        self.obstacles = found


def hindrances(live: Live) -> list[tuple[CouncilAnswer, dict]]:
    """Why it can't be closed with a result yet, each with the facts of its sentence."""
    explained = {row.CouncilItem.id for row in live.items if row.departure}
    names = {row.CouncilItem.id: row.called for row in live.items}
    boards = [(result, live.quotas[board]) for board, result in live.outcomes.items()]
    found = obstacles(live.meeting, live.unvoted, boards, explained, live.paused, live.waiting)
    return [
        (answer, {"names": ", ".join(names[item] for item in facts["items"])} if "items" in facts else facts)
        for answer, facts in found
    ]


@action
def explain(session_id: int, item_id: int, reason: str, by: int, reach, others: bool = False) -> Live:
    """The chair writes why somebody falls out although somebody behind them by points is proposed, why the council
    ends without somebody on hold, or why a place stays empty that equal ones passed for; `others`: the same for all
    who have no reason yet."""
    live = taken(session_id, reach)
    must(may_run(live.meeting, by))
    if all(row.CouncilItem.id != item_id for row in live.items):
        raise LookupError(item_id)
    if not reason:
        raise Refused(CouncilAnswer.NO_REASON)
    departs = to_explain(live)
    if item_id not in departs:
        raise Refused(CouncilAnswer.NO_DEPARTURE)
    explained = {row.CouncilItem.id for row in live.items if row.departure}
    place = {"ward_id": live.session.ward_id, "session_id": live.id}
    for one in [item_id, *(sorted(departs - explained - {item_id}) if others else ())]:
        db.session.add(CouncilDeparture(**place, item_id=one, reason=reason, by=by, at=now()))
        happened(live, DepartureExplained, by, after={"item": one}, reason=reason)
    return live


def to_explain(live: Live) -> set[int]:
    """The items whose result takes a reason."""
    results = live.outcomes.values()
    departs = {item for result in results for item in result.departs}
    # Equal ones first go into a run-off.
    final = [result for result in results if result.run_off_held or set(result.equal) & live.paused]
    return departs | set(live.waiting) | {item for result in final for item in result.equal}


@action
def close_session(session_id: int, by: int, reach) -> Live:
    """End it with its result: what passed is proposed. Refused (NotYet) while a rule stands against it."""
    live = taken(session_id, reach)
    must(may_run(live.meeting, by))
    against = hindrances(live)
    if against:
        raise NotYet(against)
    session, outcomes = live.session, live.outcomes
    voted = [row for row in live.items if live.counted(row.CouncilItem)]
    rows = [_outcome(live, row, outcomes[row.CouncilItem.board]) for row in voted]
    if rows:
        db.session.execute(insert(CouncilOutcome), rows)
    session.state, session.ended_at, session.ended_by = CLOSED, now(), by
    session.present_at_closing = live.meeting.present
    proposed = [row.CouncilItem.nomination_id for row, one in zip(voted, rows, strict=True) if one["proposed"]]
    after = {"proposed": proposed, "present": session.present_at_closing}
    happened(live, SessionClosed, by, after=after, round_id=session.round_id)
    return live


def _outcome(live: Live, row, result) -> dict:
    item = row.CouncilItem
    # A run-off says who of those with the majority has the place, not who has the majority.
    last = [line for line in live.counted(item) if not line.run_off][-1]
    departs = item.id in result.departs
    return {
        "item_id": item.id,
        "ward_id": live.session.ward_id,
        "session_id": live.id,
        "line_id": last.id,
        "passed": last.CouncilTally.passed,
        "proposed": item.id in result.proposed,
        "departs": departs,
        "reason": row.departure or "" if departs or item.id in result.equal else "",
    }
