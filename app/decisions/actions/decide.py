"""The leader decides on the proposal of a round: once, and for good."""

from collections.abc import Mapping

from sqlalchemy import insert, select

from app.awards.models import Round
from app.awards.queries import quotas_of
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce_all
from app.core.reasons import Reason, Refused
from app.decisions.events import AwardDecided, AwardDeclined
from app.decisions.models import AwardDecision, AwardLine
from app.decisions.queries import Proposal, proposal_of
from app.decisions.rules import DecisionAnswer, against
from app.posting.queries import posting_columns, stands_in
from app.posting.rules import PostingAnswer, may_go_on


class Against(Refused):
    """It can't be decided like this: ``found`` holds every (reason, facts)."""

    def __init__(self, found: list[tuple[Reason, dict]]):
        super().__init__(found[0][0], **found[0][1])
        self.found = found


@action
def decide(campaign_id: int, declined: Mapping[int, str], by: int, seen: str | None = None) -> AwardDecision:
    """Grant what was proposed but the declined (nomination id -> reason); the round is closed with it.

    ``seen``: the mark of the proposal that was read; refused where it is another one by now.
    """
    found = _locked_round(campaign_id)
    proposal = proposal_of(found)
    if proposal is None:
        raise Refused(DecisionAnswer.NO_PROPOSAL)
    if seen is not None and seen != proposal.mark:
        raise Refused(DecisionAnswer.MOVED)
    stands = against(proposal.for_leader(by), declined, quotas_of(found))
    if stands:
        raise Against(stands)
    at = now()
    decision = AwardDecision(
        ward_id=found.ward_id, round_id=found.id, basis=proposal.basis, decided_at=at, decided_by=by
    )
    db.session.add(decision)
    found.closed_at = at
    db.session.flush()
    _write(decision, proposal, declined)
    return decision


def _locked_round(campaign_id: int) -> Round:
    """The campaign's round under its lock; refused where it can't be decided on, or was."""
    found = locked(Round, Round.campaign_id == campaign_id)
    if not found:
        raise Refused(DecisionAnswer.NO_ROUND)
    if found[0].locked_at is None:
        raise Refused(DecisionAnswer.NOT_LOCKED)
    row = db.session.execute(
        select(AwardDecision.id, *posting_columns())
        .select_from(Round)
        .outerjoin(AwardDecision, AwardDecision.round_id == Round.id)
        .where(Round.id == found[0].id)
    ).one()
    if row.id is not None:
        raise Refused(DecisionAnswer.DECIDED)
    answer, facts = may_go_on(stands_in(row), now())
    if answer is not PostingAnswer.YES:
        raise Refused(answer, **facts)
    return found[0]


def _write(decision: AwardDecision, proposal: Proposal, declined: Mapping[int, str]) -> None:
    ward_id, by = decision.ward_id, decision.decided_by
    rows = [
        {
            "ward_id": ward_id,
            "decision_id": decision.id,
            "nomination_id": nomination_id,
            "position": position,
            "granted": nomination_id not in declined,
            "reason": declined.get(nomination_id, ""),
        }
        for position, nomination_id in enumerate(proposal.ids, start=1)
    ]
    if rows:
        db.session.execute(insert(AwardLine), rows)
    after = {
        "round": decision.round_id,
        "basis": decision.basis,
        "awarded": [row["nomination_id"] for row in rows if row["granted"]],
        "declined": [row["nomination_id"] for row in rows if not row["granted"]],
    }
    events = [
        AwardDeclined(ward_id=ward_id, subject_id=row["nomination_id"], by=by, reason=row["reason"])
        for row in rows
        if not row["granted"]
    ]
    announce_all([AwardDecided(ward_id=ward_id, subject_id=decision.id, by=by, after=after), *events])
