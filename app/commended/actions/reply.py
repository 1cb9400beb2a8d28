"""Answers of those who were asked, and what somebody else did about what is wrong."""

from sqlalchemy.exc import IntegrityError

from app.awards.models import Nomination, Round
from app.commended.events import CommendedAnswered, CommendedSettled
from app.commended.models import CommendedReply, CommendedSettling
from app.commended.queries import one_of_mine
from app.commended.queries.lines import lines_where
from app.commended.rules import DECLINED, RIGHT, CommendedAnswer, Line, may_reply
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.names.actions import correct
from app.names.subjects import Named


@action
def reply(
    nomination_id: int,
    answer: str,
    by: int,
    what: str = "",
    right_name: str = "",
    comes: int | None = None,
    who: str = "",
) -> CommendedReply:
    """Answer for oneself, or for the team that one leads. Another name goes to a second person (``app/names``), all
    else that is wrong to the ward's office.

    Refused (CommendedAnswer, NameAnswer); LookupError where it is not theirs.
    """
    mine = one_of_mine(nomination_id, by)
    if mine is None:
        raise LookupError(nomination_id)
    locked(Round, Round.id == mine.round_id)
    right_name = "" if right_name == mine.line.name else right_name
    found = may_reply(True, answer, what, right_name)
    if found is not CommendedAnswer.YES:
        raise Refused(found)
    if right_name:
        _ask_for_name(mine, right_name, what or right_name, by)
        what = what or right_name
    comes, who = (None, "") if answer == DECLINED else (comes, who)
    return _write(mine.ward_id, nomination_id, answer, what, comes, who, by)


def _ask_for_name(mine, right_name: str, reason: str, by: int) -> None:
    line = mine.line
    word, subject_id = ("person", line.user_id) if line.user_id else ("team", line.team_id)
    correct(word, Named(subject_id, mine.ward_id, line.name, ""), right_name, reason, by, ask=True)


def _write(ward_id: int, nomination_id: int, answer: str, what: str, comes, who: str, by: int) -> CommendedReply:
    row = CommendedReply(
        ward_id=ward_id,
        nomination_id=nomination_id,
        answer=answer,
        what=what,
        comes=comes,
        who=who,
        by=by,
        at=now(),
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        # Certificates are of a higher room: the database knows whether one is entered.
        raise Refused(CommendedAnswer.PRINTED if answer == DECLINED else CommendedAnswer.NOT_YOURS) from error
    after = {"answer": answer, "come": comes}
    announce(CommendedAnswered(ward_id=ward_id, subject_id=nomination_id, by=by, after=after))
    return row


def _line(nomination_id: int, reach) -> tuple[Line, int]:
    """With its ward; LookupError where it is not within this reach."""
    row = db.session.get(Nomination, nomination_id)
    if row is None or not reach.covers(row.ward_id):
        raise LookupError(nomination_id)
    locked(Round, Round.id == row.round_id)
    found = lines_where(Nomination.id == nomination_id)
    if not found:
        raise LookupError(nomination_id)
    return found[0], row.ward_id


@action
def note(nomination_id: int, comes: int | None, who: str, by: int, reach) -> CommendedReply:
    """The office notes who comes, of a household or somebody without an account."""
    line, ward_id = _line(nomination_id, reach)
    if line.by_account:
        raise Refused(CommendedAnswer.HAS_ACCOUNT)
    return _write(ward_id, nomination_id, RIGHT, "", comes, who, by)


@action
def settle(nomination_id: int, done: str, by: int, reach) -> None:
    """Say what was done about what is wrong; never who said it."""
    line, ward_id = _line(nomination_id, reach)
    if not line.open:
        raise Refused(CommendedAnswer.NOTHING_WRONG)
    if db.session.get(CommendedReply, line.reply_id).by == by:
        raise Refused(CommendedAnswer.NOT_ALONE)
    db.session.add(CommendedSettling(reply_id=line.reply_id, ward_id=ward_id, done=done, by=by, at=now()))
    db.session.flush()
    announce(CommendedSettled(ward_id=ward_id, subject_id=nomination_id, by=by))
