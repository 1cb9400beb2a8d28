"""Publishing a ranking, and freezing it: copies that nothing changes any more."""

from datetime import datetime

from sqlalchemy import insert

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import action, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.actions.store import store
from app.ranking.events import RankingFrozen
from app.ranking.models import Freeze, FreezePlan, Ranking
from app.ranking.queries import Frame, Freezing, Live, live_ranking
from app.ranking.rules.answers import RankingAnswer
from app.ranking.rules.freezing import AGAIN, MOMENT


@action
def publish(campaign: Campaign, by: int | None, note: str = "") -> Ranking:
    """The copy that counts: after a freeze the frozen one, before it that of today's ranking, be it new or not."""
    campaign = take(Campaign, campaign.id)
    frame = Frame(campaign.id, campaign.ward_id)
    if not frame.freezing.passed:
        return _publish(campaign, by, note, frame)[0]
    if frame.freezing.frozen is None:
        return _freeze(campaign, frame.freezing.moment, by)
    return db.session.get(Ranking, frame.freezing.frozen.id)


@action
def publish_once(campaign: Campaign, by: int | None, note: str = "", reason: str = "") -> tuple[Ranking, bool]:
    """Store the ranking as it stands now, every addend included; nothing that happens later changes the copy.

    Returns (the copy, whether it is new): where the newest copy holds exactly this ranking, it is that one and
    nothing is written. Of the campaign only its id is asked.
    Refused where there is no scheme, and without a `reason` once the ranking is frozen: with one, this copy is from
    then on the one that counts.
    """
    campaign = take(Campaign, campaign.id)
    frame = Frame(campaign.id, campaign.ward_id)
    if not frame.freezing.passed:
        return _publish(campaign, by, note, frame)
    if not reason:
        raise Refused(RankingAnswer.FROZEN)
    return _again(campaign, frame.freezing, by, note, reason)


@action
def freeze(campaign_id: int, by: int | None = None) -> Ranking | None:
    """The copy of the moment that has passed: with exactly what was approved before it, however late this is done.

    None where nothing is to be done: no moment is set, it is to come, or its copy is there already. The campaign's
    row lets one after the other in, and the unique index of `freezes` admits one copy of the moment.
    """
    campaign = take(Campaign, campaign_id)
    freezing = Frame(campaign.id, campaign.ward_id).freezing
    if not freezing.passed or freezing.frozen is not None:
        return None
    return _freeze(campaign, freezing.moment, by)


def _publish(campaign: Campaign, by: int | None, note: str, frame: Frame) -> tuple[Ranking, bool]:
    place = (campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
    return store(campaign, live_ranking(*place, frame=frame), by, note)


def _freeze(campaign: Campaign, moment: datetime, by: int | None) -> Ranking:
    copy, _ = store(campaign, _until(campaign, moment), None, "")
    let_count(campaign, copy, MOMENT, moment, by)
    return copy


def _again(campaign: Campaign, freezing: Freezing, by: int | None, note: str, reason: str) -> tuple[Ranking, bool]:
    counting = freezing.frozen.id if freezing.frozen else _freeze(campaign, freezing.moment, None).id
    until = now()
    copy, new = store(campaign, _until(campaign, until), by, note)
    if copy.id == counting:
        return copy, False
    let_count(campaign, copy, AGAIN, until, by, reason)
    return copy, new


def _until(campaign: Campaign, until: datetime) -> Live | None:
    """The ranking as it stood just before this instant. Whoever is deciding on a record holds the plan's row: their
    decisions are waited for, and later ones are dated later (trigger)."""
    take(FreezePlan, campaign.id)
    return live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on, until)


def let_count(campaign, copy: Ranking, kind: str, until: datetime, by: int | None, reason: str = "") -> None:
    """From now on this copy is the one that counts."""
    db.session.execute(
        insert(Freeze).values(
            ward_id=campaign.ward_id,
            campaign_id=campaign.id,
            ranking_id=copy.id,
            kind=kind,
            until=until,
            reason=reason,
            at=now(),
            by=by,
        )
    )
    announce(
        RankingFrozen(
            ward_id=campaign.ward_id,
            subject_id=copy.id,
            by=by,
            after={
                "campaign": campaign.id,
                "kind": kind,
                "moment": until.isoformat(),
                "checksum": copy.checksum,
            },
            reason=reason,
        )
    )
