"""What is noted about a candidate beside the choice: a hold, and an award that somebody else gave."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.awards.events import CandidateHeld, CandidateReleased, ParallelNoted, ParallelRemoved
from app.awards.models import Nomination, NominationHold, ParallelAward, Round
from app.awards.queries.alike import in_their_team
from app.awards.rules import AwardAnswer, may_lift
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.actions import lift_hold, place_hold


def candidate_under_lock(campaign_id: int, nomination_id: int) -> tuple[Round, Nomination] | None:
    """The campaign's round, locked for this transaction, and its candidate of this id."""
    rounds = locked(Round, Round.campaign_id == campaign_id)
    if not rounds:
        return None
    query = select(Nomination).where(Nomination.id == nomination_id, Nomination.round_id == rounds[0].id)
    candidate = db.session.scalar(query)
    return (rounds[0], candidate) if candidate is not None else None


@action
def hold_candidate(campaign_id: int, nomination_id: int, reason: str, by: int) -> bool:
    """Set a candidate aside (under review, complaint open). Somebody with an account is held in the ranking too.
    False: no such candidate."""
    found = candidate_under_lock(campaign_id, nomination_id)
    if found is None:
        return False
    _, candidate = found
    if candidate.user_id is not None:
        place_hold(candidate.ward_id, campaign_id, candidate.user_id, reason, by)
        return True
    hold = NominationHold(
        ward_id=candidate.ward_id, nomination_id=candidate.id, reason=reason, placed_by=by, placed_at=now()
    )
    db.session.add(hold)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(AwardAnswer.HELD_ALREADY) from error
    _announce(CandidateHeld, hold, by)
    return True


@action
def lift_candidate(campaign_id: int, nomination_id: int, reason: str, by: int) -> bool:
    """End a hold. False: no such candidate. Refused to the person themselves, to whoever belongs to the team that is
    on hold, and to who said that a candidate only has the name of somebody on hold."""
    found = candidate_under_lock(campaign_id, nomination_id)
    if found is None:
        return False
    _, candidate = found
    if candidate.user_id is not None:
        lift_hold(candidate.ward_id, campaign_id, candidate.user_id, reason, by)
        return True
    held = locked(NominationHold, NominationHold.nomination_id == candidate.id, NominationHold.lifted_at.is_(None))
    if not held:
        raise Refused(AwardAnswer.NOT_HELD)
    answer = may_lift(held[0].namesake and held[0].placed_by == by, in_their_team(by, candidate.team_id))
    if answer is not AwardAnswer.YES:
        raise Refused(answer)
    held[0].lifted_at, held[0].lifted_by, held[0].lift_reason = now(), by, reason
    db.session.flush()
    _announce(CandidateReleased, held[0], by)
    return True


@action
def note_parallel(campaign_id: int, nomination_id: int, issuer: str, day: date, by: int) -> bool:
    """Note down that somebody else commended the same achievement. False: no such candidate."""
    found = candidate_under_lock(campaign_id, nomination_id)
    if found is None:
        return False
    _, candidate = found
    row = ParallelAward(
        ward_id=candidate.ward_id, nomination_id=candidate.id, issuer=issuer, day=day, by=by, at=now()
    )
    db.session.add(row)
    db.session.flush()
    _announce(ParallelNoted, row, by)
    return True


@action
def remove_parallel(campaign_id: int, nomination_id: int, parallel_id: int, by: int) -> bool:
    """Take such a note off, where it was a mistake. False: none there."""
    found = candidate_under_lock(campaign_id, nomination_id)
    if found is None:
        return False
    here = (ParallelAward.id == parallel_id, ParallelAward.nomination_id == nomination_id)
    rows = locked(ParallelAward, *here, ParallelAward.removed_at.is_(None))
    if not rows:
        return False
    rows[0].removed_at, rows[0].removed_by = now(), by
    db.session.flush()
    _announce(ParallelRemoved, rows[0], by)
    return True


def _announce(event, row, by: int) -> None:
    announce(event(ward_id=row.ward_id, subject_id=row.id, by=by, after={"nomination": row.nomination_id}))
