"""With its number a decision is fixed: what it says is written down as one text, which all its papers read."""

from hashlib import sha256

from sqlalchemy import select

from app.awards.models import Round
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.decisions.amended import FrozenDecision
from app.messages.minute import each, every_minute
from app.papers.events import DecisionFrozen
from app.papers.models import PaperDetails
from app.papers.queries.data import values_to_freeze
from app.papers.queries.heads import head_of
from app.papers.rules.frozen import document_of


def freeze(campaign_id: int, by: int) -> None:
    """Write down what the decision of this campaign, which has its number by now, says; inside a transaction that
    holds the round's lock."""
    head = head_of(campaign_id)
    document = document_of(values_to_freeze(head))
    # The names are those of the number's moment, also where this is made up for later.
    row = FrozenDecision(
        round_id=head.id, ward_id=head.ward_id, document=document, by=by, at=head.decision_at or now()
    )
    db.session.add(row)
    db.session.flush()
    after = {"checksum": sha256(document.encode()).hexdigest()}
    announce(DecisionFrozen(ward_id=head.ward_id, subject_id=head.id, by=by, after=after))


@every_minute
def freeze_earlier() -> int:
    """Decisions that had their number before that fixed them are fixed as they are now."""
    rows = db.session.execute(
        select(Round.campaign_id, PaperDetails.changed_by)
        .join(PaperDetails, PaperDetails.round_id == Round.id)
        .outerjoin(FrozenDecision, FrozenDecision.round_id == Round.id)
        .where(PaperDetails.decision_no.is_not(None), FrozenDecision.round_id.is_(None))
        .order_by(Round.id)
    ).all()
    db.session.rollback()
    return each(_freeze_one, [tuple(row) for row in rows])


@action
def _freeze_one(campaign_id: int, by: int) -> None:
    locked(Round, Round.campaign_id == campaign_id)
    if head_of(campaign_id).frozen is None:
        freeze(campaign_id, by)
