"""Answering what was objected: by its owner, and a second person who confirms the answer."""

from datetime import datetime

from app.core.clock import now
from app.core.db import action, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.posting.events import ObjectionAnswered, ObjectionConfirmed, ObjectionPassedOn
from app.posting.models import Objection
from app.posting.queries import answerers_in, concerned_in
from app.posting.rules import PostingAnswer, may_answer, may_confirm


def _taken(objection_id: int, reach) -> Objection:
    """Under its lock; LookupError where it is not within this reach."""
    row = take(Objection, objection_id)
    if row is None or not reach.covers(row.ward_id):
        raise LookupError(objection_id)
    return row


def _concerned(row: Objection) -> frozenset[int]:
    return concerned_in(row.nomination_id) | ({row.by} if row.by else set())


def _must(answer: PostingAnswer) -> None:
    if answer is not PostingAnswer.YES:
        raise Refused(answer)


@action
def pass_on(objection_id: int, to: int, by: int, reach) -> Objection:
    """Give the objection to somebody of the council or its office, or take it over (``to`` is ``by``)."""
    row = _taken(objection_id, reach)
    if row.confirmed_by is not None:
        raise Refused(PostingAnswer.ANSWERED)
    holders = {one.user_id: one for one in answerers_in(row.ward_id, row.nomination_id)}
    if to not in holders or holders[to].concerned or to == row.by:
        raise Refused(PostingAnswer.CONCERNED if to == by else PostingAnswer.NO_HOLDER)
    if row.owner_id == to:
        return row
    before, row.owner_id = row.owner_id, to
    db.session.flush()
    place = {"ward_id": row.ward_id, "subject_id": row.id, "by": by}
    announce(ObjectionPassedOn(**place, before={"owner": before}, after={"round": row.round_id, "owner": to}))
    return row


@action
def answer(objection_id: int, verdict: str, text: str, by: int, reach) -> Objection:
    """Write the answer, or write it anew until it is confirmed."""
    row = _taken(objection_id, reach)
    _must(may_answer(by, row.owner_id, _concerned(row), row.confirmed_by is not None))
    row.verdict, row.answer, row.answered_by, row.answered_at = verdict, text, by, now()
    db.session.flush()
    after = {"round": row.round_id, "verdict": verdict}
    announce(ObjectionAnswered(ward_id=row.ward_id, subject_id=row.id, by=by, after=after))
    return row


@action
def confirm(objection_id: int, by: int, reach, seen: datetime | None = None) -> Objection:
    """The second person stands by the answer as it was ``seen``: it counts from now on."""
    row = _taken(objection_id, reach)
    _must(may_confirm(by, row.answered_by, _concerned(row), row.confirmed_by is not None))
    if seen is not None and seen != row.answered_at:
        raise Refused(PostingAnswer.MOVED)
    row.confirmed_by, row.confirmed_at = by, now()
    db.session.flush()
    after = {"round": row.round_id, "verdict": row.verdict}
    announce(ObjectionConfirmed(ward_id=row.ward_id, subject_id=row.id, by=by, after=after))
    return row
