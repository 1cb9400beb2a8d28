"""The ward's rule, and posting a locked list."""

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from app.awards.models import Round
from app.awards.queries import put_forward
from app.core.clock import now, today
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.places.models import Ward
from app.posting.events import ListPosted, PostingRuleSet
from app.posting.models import PostedLine, Posting, PostingRule
from app.posting.queries import stands_of
from app.posting.rules import NONE, PostingAnswer, ends_at, may_post


@action
def set_rule(ward_id: int, scope: str, days: int, by: int) -> PostingRule:
    """How the ward posts the lists that are locked from now on; those that are locked keep theirs."""
    locked(Ward, Ward.id == ward_id)
    last = db.session.scalar(
        select(PostingRule).where(PostingRule.ward_id == ward_id).order_by(PostingRule.id.desc()).limit(1)
    )
    if last is not None and (last.scope, last.days) == (scope, days):
        return last
    rule = PostingRule(ward_id=ward_id, scope=scope, days=days, by=by, at=now())
    db.session.add(rule)
    db.session.flush()
    after = {"scope": scope if scope != NONE else "not_posted", "days": days}
    announce(PostingRuleSet(ward_id=ward_id, subject_id=rule.id, by=by, after=after))
    return rule


@action
def post_list(campaign_id: int, scope: str, days: int, reason: str, by: int) -> Posting:
    """Post the locked list as it is now, for so many days after today. Posted anew, it ends no earlier than before.

    Refused (PostingAnswer) before the locking, once the council meets about it, and after the decision.
    """
    rounds = locked(Round, Round.campaign_id == campaign_id)
    if not rounds:
        raise Refused(PostingAnswer.NO_ROUND)
    found = rounds[0]
    stands, ends = stands_of(found.id), ends_at(today(), days)
    answer, facts = may_post(found.locked_at is not None, found.closed_at is not None, reason, stands, ends)
    if answer is not PostingAnswer.YES:
        raise Refused(answer, **facts)
    forward = put_forward(found)
    if not forward:
        raise Refused(PostingAnswer.NOBODY)
    number = 1 + (db.session.scalar(select(func.max(Posting.number)).where(Posting.round_id == found.id)) or 0)
    posting = Posting(
        ward_id=found.ward_id,
        round_id=found.id,
        number=number,
        scope=scope,
        days=days,
        reason=reason if number > 1 else "",
        lines=len(forward),
        by=by,
        at=now(),
        ends_at=ends,
    )
    db.session.add(posting)
    try:
        db.session.flush()
    except IntegrityError as error:
        # The council is of a higher room: the database knows whether it meets.
        raise Refused(PostingAnswer.IN_SESSION) from error
    db.session.execute(insert(PostedLine), [_line(posting, one, at) for at, one in enumerate(forward, start=1)])
    _tell(posting, [one.nomination_id for one in forward])
    return posting


def _line(posting: Posting, one, position: int) -> dict:
    return {
        "ward_id": posting.ward_id,
        "posting_id": posting.id,
        "nomination_id": one.nomination_id,
        "position": position,
        "board": one.board,
        "name": one.name,
        "unit": one.unit or "",
    }


def _tell(posting: Posting, listed: list[int]) -> None:
    after = {
        "posting": posting.id,
        "scope": posting.scope,
        "days": posting.days,
        "ends_at": posting.ends_at.isoformat(),
        "listed": listed,
    }
    place = {"ward_id": posting.ward_id, "subject_id": posting.round_id, "by": posting.by}
    announce(ListPosted(**place, after=after, reason=posting.reason))
