"""What was decided, and what was revoked since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.awards.queries import name_now, unit_now
from app.awards.rules import BOARD_OF
from app.core.db import db
from app.core.pieces import reads
from app.decisions.amended import FrozenDecision
from app.decisions.models import AwardDecision, AwardLine, AwardRevocation
from app.people.models import User


@reads("round.steps")
def beyond(query):
    """``not_granted``: whether the decision of the round declined somebody, or an award of it was revoked."""
    lines = (
        select(AwardLine.id)
        .join(AwardDecision, AwardDecision.id == AwardLine.decision_id)
        .outerjoin(AwardRevocation, AwardRevocation.line_id == AwardLine.id)
        .where(
            AwardDecision.round_id == Round.id,
            or_(AwardLine.granted.is_(False), AwardRevocation.line_id.is_not(None)),
        )
        .correlate(Round)
    )
    return query.add_columns(lines.exists().label("not_granted"))


def decision_of(round_id: int):
    """The round's decision (id, basis, decided_at, decided_by, leader); None where nothing was decided yet."""
    return db.session.execute(
        select(
            AwardDecision.id,
            AwardDecision.basis,
            AwardDecision.decided_at,
            AwardDecision.decided_by,
            User.name.label("leader"),
        )
        .join(User, User.id == AwardDecision.decided_by)
        .where(AwardDecision.round_id == round_id)
    ).one_or_none()


def granted(round_id: int) -> tuple[int, ...] | None:
    """The nominations that were granted, in the order of the papers, revoked ones too; None: nothing decided yet."""
    rows = db.session.execute(
        select(AwardLine.nomination_id, AwardLine.granted)
        .select_from(AwardDecision)
        .outerjoin(AwardLine, AwardLine.decision_id == AwardDecision.id)
        .where(AwardDecision.round_id == round_id)
        .order_by(AwardLine.position)
    ).all()
    return tuple(row.nomination_id for row in rows if row.granted) if rows else None


def holding(round_id: int) -> tuple[int, ...]:
    """The nominations whose award holds now, in the order of the papers: granted, and not revoked since."""
    return tuple(
        db.session.scalars(
            select(AwardLine.nomination_id)
            .join(AwardDecision, AwardDecision.id == AwardLine.decision_id)
            .outerjoin(AwardRevocation, AwardRevocation.line_id == AwardLine.id)
            .where(AwardDecision.round_id == round_id, AwardLine.granted, AwardRevocation.line_id.is_(None))
            .order_by(AwardLine.position)
        )
    )


@dataclass(frozen=True, slots=True)
class Award:
    """A line of the decision with the end of its award, if it has one; ``fixed``: the decision has its number."""

    line_id: int
    ward_id: int
    nomination_id: int
    board: str
    name: str
    unit: str
    granted: bool
    reason: str
    decided_at: datetime
    leader: str
    revoked_at: datetime | None
    revoker: str | None
    why: str | None
    fixed: bool


def _awards(*where):
    revoker = aliased(User)
    rows = db.session.execute(
        select(
            AwardLine.id,
            AwardLine.ward_id,
            AwardLine.nomination_id,
            Nomination.subject,
            name_now().label("name"),
            unit_now().label("unit"),
            AwardLine.granted,
            AwardLine.reason,
            AwardDecision.decided_at,
            User.name.label("leader"),
            AwardRevocation.at,
            revoker.name.label("revoker"),
            AwardRevocation.reason.label("why"),
            FrozenDecision.round_id.is_not(None).label("fixed"),
        )
        .join(AwardDecision, AwardDecision.id == AwardLine.decision_id)
        .join(Nomination, Nomination.id == AwardLine.nomination_id)
        .join(User, User.id == AwardDecision.decided_by)
        .outerjoin(AwardRevocation, AwardRevocation.line_id == AwardLine.id)
        .outerjoin(revoker, revoker.id == AwardRevocation.by)
        .outerjoin(FrozenDecision, FrozenDecision.round_id == AwardDecision.round_id)
        .where(*where)
        .order_by(AwardLine.position)
    )
    return [
        Award(line, ward, nomination, BOARD_OF[subject], *rest) for line, ward, nomination, subject, *rest in rows
    ]


def awards_of(round_id: int) -> list[Award]:
    """Every line of the round's decision, in its order."""
    return _awards(AwardDecision.round_id == round_id)


def award_in(nomination_id: int, reach) -> Award | None:
    """What was decided on one candidate, within this reach."""
    found = _awards(AwardLine.nomination_id == nomination_id, reach.where(AwardLine.ward_id))
    return found[0] if found else None
