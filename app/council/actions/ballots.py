"""Ballots: opened and closed by the chair, counted by rule."""

from sqlalchemy import insert

from app.core.clock import now
from app.core.db import action, db
from app.core.reasons import Refused
from app.council.events import BallotClosed, BallotOpened
from app.council.models import CouncilBallot, CouncilLine, CouncilTally
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ballots import may_close_ballot, may_count, may_open_ballot
from app.council.rules.counting import denominator, tally
from app.council.rules.meeting import may_run
from app.council.rules.settings import LIST

from .shared import happened, must, must_go_on, must_in, taken
from .urn import burn, count_out


@action
def open_ballot(session_id: int, by: int, reach) -> Live:
    """Vote on everybody on the agenda who was not voted on yet and is not on hold: one by one, or the list as a
    whole; whoever a member must not vote on stands alone then, so that this member can vote on the others."""
    live = taken(session_id, reach)
    unvoted = live.unvoted
    # Together they are voted on once; whoever comes later, since a hold was lifted, stands alone.
    together = live.settings.vote_by == LIST and all(line.item_id is not None for line in live.lines)
    whole = set(live.undisputed) - live.paused if together else set()
    lines: list[int | None] = [item for item in unvoted if item not in whole]
    if whole & set(unvoted):
        # Whoever is on hold stands beside the list, so that the vote on it is not about them.
        lines = [None, *lines, *(item for item in live.listed if item in live.paused)]
    return _open(live, lines, by)


@action
def open_one_by_one(session_id: int, by: int, reach) -> Live:
    """Where the list as a whole did not pass: vote on each of it alone."""
    live = taken(session_id, reach)
    return _open(live, live.fallen_together, by)


@action
def open_run_off(session_id: int, board: str, by: int, reach) -> Live:
    """Vote once more between those of a board who are equal at the line."""
    live = taken(session_id, reach)
    result = live.outcomes.get(board)
    if result is None:
        raise LookupError(board)
    must(may_run(live.meeting, by))
    if not result.equal:
        raise Refused(CouncilAnswer.NO_RUN_OFF)
    if set(result.equal) & live.paused:
        raise Refused(CouncilAnswer.RUN_OFF_PAUSED)
    return _open(live, list(result.equal), by, result.seats)


def _open(live: Live, items: list, by: int, seats: int | None = None) -> Live:
    """`seats`: of a run-off, the places that it is about."""
    must_go_on(live)
    must_in(live, may_open_ballot(live.meeting, by, len(items)))
    place = {"ward_id": live.session.ward_id, "session_id": live.id}
    number = max((line.number for line in live.lines), default=0) + 1
    run_off = seats is not None
    ballot = CouncilBallot(**place, number=number, run_off=run_off, seats=seats, opened_at=now(), opened_by=by)
    db.session.add(ballot)
    db.session.flush()
    db.session.execute(insert(CouncilLine), [{**place, "ballot_id": ballot.id, "item_id": item} for item in items])
    after = {"ballot_id": ballot.id, "number": number, "run_off": run_off, "lines": len(items)}
    happened(live, BallotOpened, by, after=after)
    return live


@action
def close_ballot(session_id: int, by: int, reach) -> Live:
    """Count. Nobody votes in it any more; of secret votes only the totals stay."""
    live = taken(session_id, reach)
    lines = live.open_lines
    about = [item for line in lines for item in live.about(line)]
    must_in(live, may_close_ballot(live.meeting, by, about))
    must(may_count(live.meeting, [(live.about(line), set(live.cast.get(line.id, ()))) for line in lines]))
    ballot = db.session.get(CouncilBallot, live.ballot)
    ids = [line.id for line in lines]
    secret = count_out(ids) if live.settings.secret else {}
    # Of whoever is on hold by now nothing is counted: they are voted on again once the hold is lifted.
    paused = [line for line in lines if line.item_id in live.paused]
    void = lines if paused and lines[0].run_off else paused
    rows = [_counted(live, line, secret.get(line.id)) for line in lines if line not in void]
    if rows:
        db.session.execute(insert(CouncilTally), rows)
    if secret:
        burn(ids)
    ballot.closed_at, ballot.closed_by = now(), by
    after = {"ballot_id": ballot.id, "passed": sum(row["passed"] for row in rows), "lines": len(rows)}
    happened(live, BallotClosed, by, after=after)
    return live


def _counted(live: Live, line, secret: list[str] | None) -> dict:
    """The row of a line's tally. Who is recused by now does not count, whatever they voted before."""
    meeting = live.meeting
    recused = meeting.recused(live.about(line))
    votes = {member: one for member, one in live.cast.get(line.id, {}).items() if member not in recused}
    choices = secret if secret is not None else [one.choice for one in votes.values()]
    if len(choices) != len(votes):
        raise RuntimeError(f"line {line.id}: {len(choices)} papers of {len(votes)} who voted")
    members = {seat.member_id for seat in meeting.seats}
    present = {seat.member_id for seat in meeting.seats if seat.here}
    of = denominator(live.settings, members, present, votes, recused)
    counted = tally(choices, of, live.settings.pass_percent)
    return {
        "line_id": line.id,
        "ward_id": live.session.ward_id,
        "session_id": live.id,
        "in_favour": counted.in_favour,
        "against": counted.against,
        "abstained": counted.abstained,
        "not_voted": len(members - recused - set(votes)),
        "written": sum(one.written for one in votes.values()),
        "denominator": of,
        "pass_percent": counted.pass_percent,
        "passed": counted.passed,
    }
