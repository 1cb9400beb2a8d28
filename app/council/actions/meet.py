"""The course of a session: opening it, its agenda, handing over, what was discussed, giving up."""

from dataclasses import replace

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from app.awards.models import Round
from app.awards.queries import known_of, put_forward
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.policy import Reach
from app.core.reasons import Refused
from app.council.events import (
    DiscussionWritten,
    DutyPassed,
    ItemAdded,
    SessionFailed,
    SessionOpened,
)
from app.council.models import (
    BallotPaper,
    CouncilBallot,
    CouncilConflict,
    CouncilItem,
    CouncilMember,
)
from app.council.queries.candidates import addable
from app.council.queries.heads import NAMES
from app.council.queries.live import Live
from app.council.queries.people import teams_of
from app.council.rules.answers import CouncilAnswer
from app.council.rules.conflicts import Candidate, Voter, conflicts
from app.council.rules.ending import may_fail
from app.council.rules.meeting import FAILED, IN_SESSION, MEMBER, may_open, may_run
from app.posting.rules import PostingAnswer

from .shared import happened, must, must_go_on, must_in, taken

NOWHERE = Reach()


@action
def open_session(session_id: int, by: int, reach) -> Live:
    """Begin: the rules are fixed, the locked list becomes the agenda, known conflicts are noted or asked about."""
    live = taken(session_id, reach)
    # The round too: its rules must not change meanwhile, and nobody decides on it.
    (found,) = locked(Round, Round.id == live.session.round_id)
    must_go_on(live)
    must_in(live, may_open(replace(live.meeting, decided=found.closed_at is not None), by))
    session, settings, present = live.session, live.settings, live.meeting.present
    for name in NAMES[1:]:
        setattr(session, name, getattr(settings, name))
    session.state, session.opened_at, session.present_at_opening = IN_SESSION, now(), present
    early = session.opened_at < session.meets_at
    db.session.flush()
    forward = put_forward(found)
    # Whoever was dissolved since the list was locked is not voted on; who is on hold once the hold is lifted.
    free = [one for one in forward if not one.dissolved]
    rows = [_item(live, one, position, tied=one.tied) for position, one in enumerate(free, start=1)]
    if rows:
        db.session.execute(insert(CouncilItem), rows)
    _note_conflicts(live, [row.CouncilItem for row in live.items])
    live.held_back = len(forward) - len(free)
    after = {"items": len(rows), "on_hold": sum(one.on_hold for one in free), "present": present, "early": early}
    happened(live, SessionOpened, by, after=after | {name: getattr(session, name) for name in NAMES[1:]})
    return live


def _item(live: Live, one, position: int, tied=False, by=None, reason="") -> dict:
    return {
        "ward_id": live.session.ward_id,
        "session_id": live.id,
        "nomination_id": one.nomination_id,
        "position": position,
        "board": one.board,
        "name": one.name,
        "unit": one.unit or "",
        "place": one.place,
        "tied": tied,
        "added_at": now(),
        "added_by": by,
        "reason": reason,
    }


def _note_conflicts(live: Live, items: list[CouncilItem]) -> None:
    """Write down what the program knows, and what it asks about."""
    ward_id, users = live.session.ward_id, {row.user_id for row in live.members}
    teams = teams_of(ward_id, users, live.head.starts_on)
    known = known_of([item.nomination_id for item in items])
    voters = [Voter(row.id, row.user_id, row.name, frozenset(teams[row.user_id])) for row in live.members]
    candidates = [Candidate(item.id, *known[item.nomination_id]) for item in items]
    rows = [
        {
            "ward_id": ward_id,
            "session_id": live.id,
            "member_id": one.member_id,
            "item_id": one.item_id,
            "kind": one.kind,
            "word": one.word,
            "grounds": "",
            "by": None,
            "at": now(),
        }
        for one in conflicts(voters, candidates)
    ]
    if rows:
        db.session.execute(insert(CouncilConflict), rows)


@action
def add_item(session_id: int, nomination_id: int, reason: str, by: int, reach) -> Live:
    """The chair puts a further candidate of the round on the agenda, and says why: it departs from the list."""
    live = taken(session_id, reach)
    must(may_run(live.meeting, by))
    if live.ballot is not None:
        raise Refused(CouncilAnswer.BALLOT_OPEN)
    if any(line.run_off for line in live.lines):
        raise Refused(CouncilAnswer.RUN_OFF_HELD)
    if any(row.CouncilItem.nomination_id == nomination_id for row in live.items):
        raise Refused(CouncilAnswer.ON_AGENDA)
    if not reason:
        raise Refused(CouncilAnswer.NO_REASON)
    one = next((row for row in addable(live.session.round_id) if row.nomination_id == nomination_id), None)
    if one is None:
        raise Refused(CouncilAnswer.NO_CANDIDATE)
    item = CouncilItem(**_item(live, one, len(live.items) + 1, by=by, reason=reason))
    db.session.add(item)
    try:
        db.session.flush()
    except IntegrityError as error:
        # The database knows who stood on the posted list.
        raise Refused(PostingAnswer.NEW_NAME) from error
    _note_conflicts(live, [item])
    happened(live, ItemAdded, by, after={"nomination": nomination_id}, reason=reason)
    return live


@action
def pass_duty(session_id: int, duty: str, member_id: int, by: int, reach, callers=NOWHERE) -> Live:
    """Chair or secretary hands over to a member who is present; whoever calls sessions (within ``callers``) may do it
    for them."""
    live = taken(session_id, reach)
    meeting = live.meeting
    if meeting.state not in ("called", IN_SESSION):
        raise Refused(CouncilAnswer.ENDED)
    seats = {seat.member_id: seat for seat in meeting.seats}
    own = meeting.seat_of(by)
    may_call = callers.covers(live.session.ward_id)
    if not may_call and not meeting.chaired_by(by) and (own is None or own.duty != duty):
        raise Refused(CouncilAnswer.NOT_CHAIR)
    taker = seats.get(member_id)
    if taker is None or taker.duty != MEMBER or not taker.here:
        raise Refused(CouncilAnswer.NOT_THERE)
    giver = next(seat for seat in meeting.seats if seat.duty == duty)
    # One after the other: the database knows at most one of each.
    db.session.get(CouncilMember, giver.member_id).duty = MEMBER
    db.session.flush()
    db.session.get(CouncilMember, member_id).duty = duty
    happened(live, DutyPassed, by, after={"duty": duty, "from": giver.user_id, "user": taker.user_id})
    return live


@action
def write_discussion(session_id: int, text: str, by: int, reach) -> Live:
    """What was discussed, for the minutes: by the session's secretary or chair, until it is closed."""
    live = taken(session_id, reach)
    if not live.meeting.staffed_by(by):
        raise Refused(CouncilAnswer.NOT_STAFF)
    if live.session.state != IN_SESSION:
        raise Refused(CouncilAnswer.NOT_OPEN)
    if text != live.session.discussion:
        live.session.discussion = text
        happened(live, DiscussionWritten, by)
    return live


@action
def give_up(session_id: int, by: int, reach, callers=NOWHERE) -> Live:
    """End a session that lacks its quorum; what was voted in it counts for nothing, and another one can be called."""
    live = taken(session_id, reach)
    must(may_fail(live.meeting, by, callers.covers(live.session.ward_id)))
    facts, session = live.meeting.facts, live.session
    if live.ballot is not None:
        ballot = db.session.get(CouncilBallot, live.ballot)
        ballot.closed_at, ballot.closed_by = now(), by
        db.session.flush()
    db.session.execute(delete(BallotPaper).where(BallotPaper.session_id == live.id))
    session.state, session.ended_at, session.ended_by = FAILED, now(), by
    session.present_at_closing = facts["present"]
    happened(live, SessionFailed, by, after=facts, round_id=session.round_id, number=session.number)
    return live
