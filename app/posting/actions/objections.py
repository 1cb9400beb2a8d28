"""Objecting to a posted list."""

from sqlalchemy import select

from app.awards.models import Round
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.policy import Role
from app.core.reasons import Refused
from app.posting.events import ObjectionMade
from app.posting.models import Objection, Posting
from app.posting.queries import answerers_in, lines_of, stands_of
from app.posting.rules import PostingAnswer, code_sum, is_code, may_object, new_code

# Whose work it is first, where whoever posted the list is concerned.
FIRST = (Role.CLERK.value, Role.WARD_LEADER.value)


@action
def make_objection(
    posting_id: int, nomination_id: int | None, text: str, by: int | None, code: str = ""
) -> tuple[Objection, str]:
    """Object to a name on the list, or (None) to the list. ``by``: None for whoever is not signed in. ``code``: drawn
    with the form, so that the same words sent twice are one objection; else one is made here.

    Returns the objection and the code with which its answer is read. Refused (PostingAnswer) once the time is over.
    """
    posting = db.session.get(Posting, posting_id)
    said = {"posting_id": posting.id, "nomination_id": nomination_id, "text": text, "by": by}
    # So that the council's session and the decision see it, or it sees them.
    locked(Round, Round.id == posting.round_id)
    sent = db.session.scalar(select(Objection).where(Objection.code_sum == code_sum(code))) if is_code(code) else None
    if sent is not None and all(getattr(sent, name) == value for name, value in said.items()):
        return sent, code
    listed = {line.nomination_id for line in lines_of(posting.id)}
    answer, facts = may_object(stands_of(posting.round_id), nomination_id, listed, now())
    if answer is not PostingAnswer.YES:
        raise Refused(answer, **facts)
    if sent is not None or not is_code(code):
        code = new_code()
    row = Objection(
        ward_id=posting.ward_id,
        round_id=posting.round_id,
        code_sum=code_sum(code),
        at=now(),
        owner_id=_owner(posting, nomination_id, by),
        **said,
    )
    db.session.add(row)
    db.session.flush()
    after = {"round": row.round_id, "nomination": nomination_id, "owner": row.owner_id}
    # By nobody: whoever reads the trail needs not learn who objected.
    announce(ObjectionMade(ward_id=row.ward_id, subject_id=row.id, by=None, after=after))
    return row, code


def _owner(posting: Posting, nomination_id: int | None, by: int | None) -> int:
    """Whoever posted the list; else the clerk, the leader, anybody of the council whom it does not concern."""
    free = [one for one in answerers_in(posting.ward_id, nomination_id) if not one.concerned and one.user_id != by]
    if not free:
        return posting.by
    order = {role: at for at, role in enumerate(FIRST)}
    return min(
        free, key=lambda one: (one.user_id != posting.by, order.get(one.role, len(order)), one.user_id)
    ).user_id
