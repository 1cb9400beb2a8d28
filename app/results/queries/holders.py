"""Who holds an award of a round now: granted by the decision, not revoked and not declined since."""

from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination
from app.awards.queries import name_now, unit_now
from app.commended.queries import declined_now
from app.core.db import db
from app.decisions.models import AwardDecision, AwardLine, AwardRevocation
from app.papers.models import MERIT, Certificate


class Holder(NamedTuple):
    """``register_no``: of the certificate that holds; None while none was issued."""

    nomination_id: int
    subject: str
    name: str
    unit: str
    register_no: int | None


def holders_of(round_id: int) -> list[Holder] | None:
    """In the order of the decision, in one statement; None where nothing was decided yet.

    Names are those of now, as in papers that are made now: one that stands on a list changes by a correction alone.
    """
    newer = aliased(Certificate)
    replaced = select(newer.id).where(newer.replaces == Certificate.id)
    rows = db.session.execute(
        select(
            AwardLine.nomination_id,
            Nomination.subject,
            name_now().label("name"),
            unit_now().label("unit"),
            Certificate.register_no,
            AwardRevocation.line_id.label("revoked"),
            declined_now().label("declined"),
        )
        .select_from(AwardDecision)
        .outerjoin(AwardLine, and_(AwardLine.decision_id == AwardDecision.id, AwardLine.granted))
        .outerjoin(Nomination, Nomination.id == AwardLine.nomination_id)
        .outerjoin(
            Certificate,
            and_(Certificate.nomination_id == Nomination.id, Certificate.kind == MERIT, ~replaced.exists()),
        )
        .outerjoin(AwardRevocation, AwardRevocation.line_id == AwardLine.id)
        .where(AwardDecision.round_id == round_id)
        .order_by(AwardLine.position)
    ).all()
    if not rows:
        return None
    standing = [row for row in rows if row.nomination_id is not None and row.revoked is None and not row.declined]
    return [Holder(*row[:5]) for row in standing]
