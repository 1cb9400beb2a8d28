"""Setting a person's merit aside for a while, and back."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.events import HoldLifted, HoldPlaced
from app.ranking.models import Hold
from app.ranking.rules.answers import RankingAnswer


@action
def place_hold(ward_id: int, campaign_id: int, user_id: int, reason: str, by: int) -> Hold:
    """The person is listed without a place until the hold is lifted (under review, complaint open).

    Refused where there is one already: the unique index decides between two at once.
    """
    hold = Hold(
        ward_id=ward_id, campaign_id=campaign_id, user_id=user_id, reason=reason, placed_by=by, placed_at=now()
    )
    db.session.add(hold)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(RankingAnswer.HELD_ALREADY) from error
    announce(HoldPlaced(ward_id=ward_id, subject_id=hold.id, by=by, after={"user": user_id, "campaign": campaign_id}))
    return hold


@action
def lift_hold(ward_id: int, campaign_id: int, user_id: int, reason: str, by: int) -> None:
    """The person may have a place again. Refused to the person themselves, and where there is no hold."""
    if by == user_id:
        raise Refused(RankingAnswer.OWN_HOLD)
    lifted = db.session.execute(
        update(Hold)
        .where(
            Hold.ward_id == ward_id,
            Hold.campaign_id == campaign_id,
            Hold.user_id == user_id,
            Hold.lifted_at.is_(None),
        )
        .values(lifted_at=now(), lifted_by=by, lift_reason=reason)
        .returning(Hold.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if lifted is None:
        raise Refused(RankingAnswer.NOT_HELD)
    announce(HoldLifted(ward_id=ward_id, subject_id=lifted, by=by, after={"user": user_id, "campaign": campaign_id}))
