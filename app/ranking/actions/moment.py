"""The moment at which a ranking is frozen."""

from datetime import datetime

from app.campaigns.models import Campaign
from app.core.clock import day_bounds, now
from app.core.db import action, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.messages.minute import each, every_minute
from app.ranking.actions.publish import freeze
from app.ranking.events import FreezeSet
from app.ranking.models import FreezePlan
from app.ranking.queries import Frame, due_campaigns
from app.ranking.rules.answers import RankingAnswer
from app.ranking.rules.freezing import may_set


@action
def set_moment(campaign: Campaign, moment: datetime | None, by: int) -> None:
    """From now on the ranking is to be frozen at this moment (None: at none); what is set already writes nothing.

    Of the campaign only its id is asked. Refused (RankingAnswer): the moment set before has passed, the new one is
    over or no moment of this campaign, or there is no scheme yet.
    """
    campaign = take(Campaign, campaign.id)
    frame = Frame(campaign.id, campaign.ward_id)
    before = frame.freezing.moment
    answer = may_set(moment, before, day_bounds(campaign.starts_on)[0], day_bounds(campaign.ends_on)[1], now())
    if answer is not RankingAnswer.YES:
        raise Refused(answer)
    if frame.scheme is None:
        raise Refused(RankingAnswer.NO_SCHEME)
    if moment == before:
        return
    plan = take(FreezePlan, campaign.id)
    if plan is None:
        plan = FreezePlan(campaign_id=campaign.id, ward_id=campaign.ward_id)
        db.session.add(plan)
    plan.moment, plan.set_at, plan.set_by = moment, now(), by
    db.session.flush()
    announce(
        FreezeSet(
            ward_id=campaign.ward_id,
            subject_id=campaign.id,
            by=by,
            before={"moment": before and before.isoformat()},
            after={"moment": moment and moment.isoformat()},
        )
    )


@every_minute
def freeze_due() -> int:
    """Make the copies of the moments that have passed. Returns how many there were."""
    return each(freeze, [(campaign_id,) for campaign_id in due_campaigns()])
