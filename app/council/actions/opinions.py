"""Opinions on paper of members who are absent: entered by the session's secretary, withdrawn by objection or by
coming."""

from datetime import date

from sqlalchemy import insert

from app.core.clock import LOCAL, now, today
from app.core.db import action, db
from app.core.reasons import Refused
from app.council.events import OpinionEntered, OpinionWithdrawn
from app.council.models import CouncilVote, CouncilWithdrawal
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.ballots import may_enter, may_object
from app.council.rules.counting import FOR
from app.council.rules.meeting import CAME, OBJECTION

from .shared import happened, must, taken
from .votes import keep, must_vote


@action
def enter_written(
    session_id: int, member_id: int, choices: dict[int, str], reference: str, dated: date | None, by: int, reach
) -> Live:
    """What an absent member wrote on a paper, entered by the session's secretary with a reference to it and its day;
    the member is told. What the member has cast in person stands: nobody else changes it."""
    live = taken(session_id, reach)
    seat = next((one for one in live.meeting.seats if one.member_id == member_id), None)
    called = live.session.called_at.astimezone(LOCAL).date()
    must(may_enter(live.meeting, by, seat, reference))
    must(_fit_day(dated, called))
    if live.ballot is not None and member_id in live.attended:
        raise Refused(CouncilAnswer.WAS_PRESENT)
    apart = {item for line in live.lines if line.id in choices for item in live.about(line)}
    recused = {item for item in apart if member_id in live.meeting.recused([item])}
    if recused:
        names = [row.called for row in live.items if row.CouncilItem.id in recused]
        raise Refused(CouncilAnswer.WRITER_RECUSED, names=", ".join(names))
    must_vote(live, seat, choices, written=True)
    if any(one.member_id == member_id and one.line_id in choices for one in live.withdrawn):
        raise Refused(CouncilAnswer.OBJECTED)
    known = [live.cast.get(line_id, {}).get(member_id) for line_id in choices]
    if any(cast and not cast.reference for cast in known):
        raise Refused(CouncilAnswer.OWN_VOTE)
    place = {"ward_id": live.session.ward_id, "session_id": live.id, "member_id": member_id, "by": by, "at": now()}
    paper = {"written": True, "reference": reference, "dated": dated}
    db.session.execute(
        insert(CouncilVote),
        [
            {**place, **paper, "line_id": line_id, "choice": choice}
            for line_id, choice in sorted(choices.items(), key=lambda one: one[1] == FOR)
        ],
    )
    keep(live, member_id, choices, True, reference, dated)
    after = {"ballot_id": live.ballot, "user": seat.user_id, "lines": len(choices), "written": True}
    happened(live, OpinionEntered, by, after=after, dated=dated, version=live.session.version + 1)
    return live


def _fit_day(dated: date | None, called: date) -> CouncilAnswer:
    """A paper is about this list where it was written after the session was called, and not later than today."""
    if dated is None:
        return CouncilAnswer.NO_DAY
    return CouncilAnswer.YES if called <= dated <= today() else CouncilAnswer.WRONG_DAY


@action
def object_to_opinion(session_id: int, by: int, reach) -> Live:
    """A member says that the opinion entered for them is not theirs: it no longer counts, and that is noted."""
    live = taken(session_id, reach)
    member = live.member(by)
    entered = live.entered_for(member.id) if member else []
    must(may_object(live.meeting, member.seat if member else None, bool(entered)))
    _withdraw(live, member, entered, OBJECTION, by)
    return live


def give_way(live: Live, member, by: int) -> None:
    """Who comes to be present while a ballot is open votes in person: what was entered for them counts no more."""
    entered = live.entered_for(member.id) if live.ballot is not None and not live.settings.secret else []
    if entered:
        _withdraw(live, member, entered, CAME, by)


def _withdraw(live: Live, member, entered: list[int], why: str, by: int) -> None:
    place = {"ward_id": live.session.ward_id, "session_id": live.id, "member_id": member.id, "by": by, "at": now()}
    db.session.execute(insert(CouncilWithdrawal), [{**place, "line_id": line_id, "why": why} for line_id in entered])
    for line_id in entered:
        live.cast[line_id].pop(member.id)
    after = {"ballot_id": live.ballot, "user": member.user_id, "lines": len(entered), "word": why}
    happened(live, OpinionWithdrawn, by, after=after)
