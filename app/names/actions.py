"""Correcting a name: at once, or once a second person confirms it."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.db import action, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.names import people_and_teams  # noqa: F401 (declares whose names there are)
from app.names.events import NameAsked, NameCorrected, NameDeclined
from app.names.models import NameCorrection, NameRequest
from app.names.queries import confirmed_name
from app.names.rules import FOR_A_SECOND, NameAnswer, may_correct
from app.names.subjects import SUBJECTS, Named, of_row, whose_key


@action
def correct(
    word: str, who: Named, after: str, reason: str, by: int, ask: bool = False
) -> NameCorrection | NameRequest:
    """Correct the name of a person, a team or a candidate (``word``), for a written reason. ``ask``: a second person
    has to confirm it whatever it is.

    Returns the correction, or the request that waits for a second person where it is more than a slip of the pen.
    Refused (NameAnswer) without a reason, and where the name is this one already.
    """
    if not reason:
        raise Refused(NameAnswer.NO_REASON)
    if who.elsewhere:
        raise Refused(NameAnswer.OTHER_WARD)
    how = SUBJECTS[word]
    before = how.now(who.id)
    facts = {
        "ward_id": who.ward_id,
        how.column: who.id,
        "old_name": before,
        "new_name": after,
        "reason": reason,
        "by": by,
        "at": now(),
    }
    if after == before:
        raise Refused(NameAnswer.SAME)
    if how.taken(who.ward_id, who.id, after):
        raise Refused(NameAnswer.TAKEN)
    answer = may_correct(
        before,
        confirmed_name(how.column, who.id) or before,
        after,
        own=word == "person" and who.id == by,
        namesake=how.namesake(who.ward_id, who.id, after),
    )
    if answer in FOR_A_SECOND or (ask and answer is NameAnswer.YES):
        return _ask(how, facts)
    if answer is not NameAnswer.YES:
        raise Refused(answer)
    return _write(how, facts)


def _ask(how, facts: dict) -> NameRequest:
    """The request; the one that waits already where the very same was asked before."""
    same = [getattr(NameRequest, name) == facts[name] for name in (how.column, "old_name", "new_name")]
    known = db.session.scalar(select(NameRequest).where(*same, NameRequest.answered_by.is_(None)).limit(1))
    if known is not None:
        return known
    row = NameRequest(**facts)
    db.session.add(row)
    db.session.flush()
    announce(_event(NameAsked, row, how, facts["by"]))
    return row


def _write(how, facts: dict, **confirmed) -> NameCorrection:
    """``confirmed``: by whom (``second``), and the request."""
    row = NameCorrection(**facts, confirmed_by=confirmed.get("second"))
    db.session.add(row)
    try:
        db.session.flush()
        how.write(facts[how.column], facts["new_name"])
        db.session.flush()
    except IntegrityError as error:
        raise Refused(NameAnswer.TAKEN) from error
    announce(_event(NameCorrected, row, how, facts["by"], **confirmed))
    return row


def _event(event, row, how, by: int, **more):
    after = {whose_key(how): getattr(row, how.column), **more}
    return event(ward_id=row.ward_id, subject_id=row.id, by=by, after=after)


@action
def answer_request(request_id: int, reach, granted: bool, by: int) -> NameRequest | None:
    """Confirm a correction that was asked for, or decline it. None: no such request within reach.

    Refused (NameAnswer) where it was answered, where the name is another one by now, and to whoever asked for it or
    whose name it is; declining is for everybody.
    """
    row = take(NameRequest, request_id)
    if row is None or not reach.covers(row.ward_id):
        return None
    if row.answered_by is not None:
        raise Refused(NameAnswer.ANSWERED)
    if granted and by in (row.by, row.user_id):
        raise Refused(NameAnswer.NOT_ALONE)
    word, subject_id = of_row(row)
    how = SUBJECTS[word]
    if granted and how.now(subject_id) != row.old_name:
        raise Refused(NameAnswer.MOVED)
    row.granted, row.answered_by, row.answered_at = granted, by, now()
    db.session.flush()
    if not granted:
        announce(_event(NameDeclined, row, how, by))
        return row
    columns = ("ward_id", how.column, "old_name", "new_name", "reason", "by")
    facts = {name: getattr(row, name) for name in columns}
    _write(how, {**facts, "at": now()}, second=by, request=row.id)
    return row
