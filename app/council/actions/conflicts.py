"""Conflicts of interest: declared by a member, or asked about and answered."""

from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.db import action, db
from app.core.reasons import Refused
from app.council.events import ConflictAnswered, ConflictDeclared
from app.council.models import CouncilConflict
from app.council.queries.live import Live
from app.council.rules.answers import CouncilAnswer
from app.council.rules.attendance import may_answer
from app.council.rules.conflicts import ASKED, DECLARED, NOTED, RECUSED
from app.council.rules.meeting import IN_SESSION

from .shared import happened, must, taken
from .urn import take_back


def _write(live: Live, member_id: int, item_id: int, kind: str, word: str, grounds: str, by: int) -> None:
    db.session.add(
        CouncilConflict(
            ward_id=live.session.ward_id,
            session_id=live.id,
            member_id=member_id,
            item_id=item_id,
            kind=kind,
            word=word,
            grounds=grounds,
            by=by,
            at=now(),
        )
    )
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(CouncilAnswer.RECUSED_ALREADY) from error


def _open(live: Live, by: int):
    member = live.member(by)
    if member is None:
        raise Refused(CouncilAnswer.NOT_MEMBER)
    if live.session.state != IN_SESSION:
        raise Refused(CouncilAnswer.NOT_OPEN)
    return member


@action
def declare(session_id: int, item_id: int, grounds: str, by: int, reach, token: str = "") -> Live:
    """A member says that they must not vote on a candidate, and why. For good. A vote of theirs that was cast
    already no longer counts; a secret one is taken out of the urn, which needs the browser that cast it."""
    live = taken(session_id, reach)
    member = _open(live, by)
    if all(row.CouncilItem.id != item_id for row in live.items):
        raise LookupError(item_id)
    if not grounds:
        raise Refused(CouncilAnswer.NO_REASON)
    known = live.words.get((member.id, item_id))
    if known is not None and known.word == RECUSED:
        raise Refused(CouncilAnswer.RECUSED_ALREADY)
    about = [line for line in live.lines if item_id in live.about(line)]
    if about and about[-1].closed_at is not None:
        raise Refused(CouncilAnswer.COUNTED)
    _unvote(live, member.id, item_id, token)
    _write(live, member.id, item_id, DECLARED, RECUSED, grounds, by)
    happened(live, ConflictDeclared, by, after={"user": by, "item": item_id})
    return live


def _unvote(live: Live, member_id: int, item_id: int, token: str) -> None:
    """A secret vote on an open line about this item goes; what was counted already stays counted."""
    if not live.settings.secret:
        return
    for line in live.open_lines:
        if item_id in live.about(line) and member_id in live.cast.get(line.id, {}):
            take_back(live, line.id, member_id, token)


@action
def answer(session_id: int, conflict_id: int, related: bool, by: int, reach) -> Live:
    """Answer a question: the member it is about; for one who is absent the chair, as the chair's conclusion. Yes:
    they do not vote on it; no: that is noted."""
    live = taken(session_id, reach)
    _open(live, by)
    asked = next((row for row in live.conflicts if row.id == conflict_id and row.word == ASKED), None)
    if asked is None:
        raise LookupError(conflict_id)
    must(may_answer(live.meeting, by, next(row.seat for row in live.members if row.id == asked.member_id)))
    if live.words[asked.member_id, asked.item_id].id != asked.id:
        raise Refused(CouncilAnswer.QUESTION_OVER)
    word = RECUSED if related else NOTED
    _write(live, asked.member_id, asked.item_id, asked.kind, word, "", by)
    user = next(row.user_id for row in live.members if row.id == asked.member_id)
    happened(live, ConflictAnswered, by, after={"user": user, "item": asked.item_id, "answer": word})
    return live
