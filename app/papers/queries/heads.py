"""A round with all that its papers say beside the list itself."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.awards.queries import corrected_of
from app.campaigns.models import Campaign
from app.commended.queries import declined_now
from app.core.db import db
from app.council.models import CouncilSession, CouncilSettings
from app.council.rules.meeting import FAILED
from app.decisions.amended import Amendment, FrozenDecision
from app.decisions.models import AwardDecision
from app.names.models import NameCorrection
from app.papers.models import MERIT, BonusRate, Certificate, PaperDetails, PaperTemplate, PrintJob
from app.places.models import Ward
from app.posting.queries import posting_columns
from app.ranking.models import Ranking


def head_of(campaign_id: int, paper: str = ""):
    """The campaign's round with all that its papers say beside the list itself; None where there is none.

    ``failed``: how many sessions ended without a result, so that they have the numbers from 1 to it.
    ``template``: the checksum of the ward's own template of this paper, None where it has none.
    ``corrected_at``: when a name on its list was last corrected since the ranking was published.
    ``amended``: how many further decisions about it the leader agreed to.
    ``frozen``: what the decision and its lists said when it got its number (``frozen_of``).
    """
    other = aliased(PaperDetails)
    earlier = (
        select(other.texts)
        .where(other.ward_id == Round.ward_id, other.round_id != Round.id)
        .order_by(other.changed_at.desc(), other.round_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    template = (
        select(PaperTemplate.sha256)
        .where(PaperTemplate.ward_id == Round.ward_id, PaperTemplate.paper == paper)
        .order_by(PaperTemplate.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rates = select(func.count()).where(BonusRate.ward_id == Round.ward_id).scalar_subquery()
    failed = (
        select(func.count())
        .where(CouncilSession.round_id == Round.id, CouncilSession.state == FAILED)
        .correlate(Round)
        .scalar_subquery()
    )
    corrected = select(func.max(NameCorrection.at)).where(corrected_of(Round.id)).correlate(Round)
    unwanted = select(Nomination.id).where(Nomination.round_id == Round.id, declined_now()).correlate(Round).exists()
    amended = (
        select(func.count())
        .where(Amendment.round_id == Round.id, Amendment.granted)
        .correlate(Round)
        .scalar_subquery()
    )
    issued = select(func.count()).where(Certificate.round_id == Round.id, Certificate.kind == MERIT).scalar_subquery()
    return db.session.execute(
        select(
            Round.id,
            Round.ward_id,
            Round.campaign_id,
            Round.ranking_id,
            Round.locked_at,
            Round.quota_collectives,
            Round.quota_individuals,
            Round.quota_households,
            AwardDecision.decided_at,
            CouncilSettings.procedure,
            CouncilSettings.ballot,
            failed.label("failed"),
            CouncilSettings.legal_ground,
            CouncilSession.id.label("session_id"),
            Campaign.name.label("campaign"),
            Campaign.slug,
            Campaign.starts_on,
            Campaign.ends_on,
            Ward.name.label("ward"),
            Ranking.published_at,
            Ranking.checksum,
            PaperDetails.decision_no,
            PaperDetails.decision_day,
            PaperDetails.submission_no,
            PaperDetails.submission_day,
            PaperDetails.minutes_no,
            PaperDetails.minutes_day,
            PaperDetails.decision_at,
            PaperDetails.submission_at,
            PaperDetails.minutes_at,
            PaperDetails.texts,
            FrozenDecision.document.label("frozen"),
            FrozenDecision.at.label("frozen_at"),
            earlier.label("earlier"),
            template.label("template"),
            rates.label("rates"),
            issued.label("issued"),
            amended.label("amended"),
            PrintJob.total.label("job_total"),
            PrintJob.done.label("job_done"),
            PrintJob.ended_at.label("job_ended"),
            corrected.scalar_subquery().label("corrected_at"),
            *posting_columns(),
            unwanted.label("unwanted"),
        )
        .join(Campaign, Campaign.id == Round.campaign_id)
        .join(Ward, Ward.id == Round.ward_id)
        .join(Ranking, Ranking.id == Round.ranking_id)
        .outerjoin(AwardDecision, AwardDecision.round_id == Round.id)
        .outerjoin(CouncilSettings, CouncilSettings.round_id == Round.id)
        .outerjoin(CouncilSession, (CouncilSession.round_id == Round.id) & (CouncilSession.state == "closed"))
        .outerjoin(PaperDetails, PaperDetails.round_id == Round.id)
        .outerjoin(FrozenDecision, FrozenDecision.round_id == Round.id)
        .outerjoin(PrintJob, PrintJob.round_id == Round.id)
        .where(Round.campaign_id == campaign_id)
    ).one_or_none()
