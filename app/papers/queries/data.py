"""The one set of values from which all papers of a locked round are written: a fixed number of statements."""

import json
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.awards.queries import corrected_of, told_of
from app.campaigns.models import Campaign
from app.commended.queries import declined_names, declined_now
from app.core.clock import LOCAL
from app.core.db import db
from app.core.reasons import Refused
from app.council.models import CouncilSession, CouncilSettings
from app.council.queries import failed_minutes, minutes_of, proposed
from app.council.rules.meeting import FAILED
from app.council.rules.minutes import Minutes
from app.council.rules.settings import SECRET, SIMPLE
from app.decisions.models import AwardDecision
from app.decisions.queries import granted, holding
from app.names.models import NameCorrection
from app.papers.models import MERIT, BonusRate, Certificate, PaperDetails, PaperTemplate, PrintJob
from app.papers.queries.recipients import called_at, recipients_of
from app.papers.queries.sessions import genders_of, passed_over
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.bonus import Rate, rate_on
from app.papers.rules.data import Numbered, Papers, Passed, Recipient
from app.papers.rules.sheet import Places
from app.papers.wording import SUBJECTS, default_texts
from app.places.models import Ward
from app.posting.queries import posting_columns, stands_in
from app.ranking.models import Ranking

PLACES = "places"
# Papers that rest on the decision; all others on the proposal.
BEFORE_DECISION = ("minutes", "submission", "summary", "reports")
AFTER_DECISION = ("decision", "bonus")
NUMBERED = ("decision", "submission", "minutes")


def head_of(campaign_id: int, paper: str = ""):
    """The campaign's round with all that its papers say beside the list itself; None where there is none.

    ``failed``: how many sessions ended without a result, so that they have the numbers from 1 to it.
    ``template``: the checksum of the ward's own template of this paper, None where it has none.
    ``corrected_at``: when a name on its list was last corrected since the ranking was published.
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
            earlier.label("earlier"),
            template.label("template"),
            rates.label("rates"),
            issued.label("issued"),
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
        .outerjoin(PrintJob, PrintJob.round_id == Round.id)
        .where(Round.campaign_id == campaign_id)
    ).one_or_none()


def locked_head(campaign_id: int):
    """The same of a locked round; refused where there is none."""
    head = head_of(campaign_id)
    if head is None:
        raise Refused(PaperAnswer.NO_ROUND)
    return must_be_locked(head)


def must_be_locked(head):
    if head.locked_at is None:
        raise Refused(PaperAnswer.NOT_LOCKED)
    return head


def local_day(instant) -> date:
    return instant.astimezone(LOCAL).date()


def own_texts(head) -> dict:
    """What the ward wrote for this round; where it wrote nothing yet, what it wrote for the one before."""
    return json.loads(head.texts or head.earlier or "{}")


def usual_texts(head, households: bool | None = None) -> dict[str, str]:
    """Ours. They speak of ``households``; where it is not known whether there are any, as if the places for some were
    all taken."""
    some = bool(head.quota_households) if households is None else households
    subjects = f"{SUBJECTS}, hộ gia đình" if some else SUBJECTS
    return default_texts(head.ward, head.campaign, head.ends_on.year, subjects)


def texts_of(head, households: bool | None = None) -> dict[str, str]:
    """Every text of the round's papers."""
    default = usual_texts(head, households)
    own = own_texts(head)
    return {key: own.get(key, text) for key, text in default.items()}


def places_of(head) -> Places:
    return Places(**own_texts(head).get(PLACES, {}))


def rates_of(ward_id: int) -> tuple[Rate, ...]:
    """The rows that the ward wrote down itself, in the order it did."""
    rows = db.session.execute(
        select(
            BonusRate.starts_on,
            BonusRate.base_salary,
            BonusRate.collective,
            BonusRate.individual,
            BonusRate.household,
            BonusRate.round_up_to,
            BonusRate.source,
        )
        .where(BonusRate.ward_id == ward_id)
        .order_by(BonusRate.id)
    )
    return tuple(Rate(*row) for row in rows)


def rate_of(head) -> Rate:
    """The figures in force on the day of the decision; until it has one, on the day on which the list was locked."""
    return rate_on(head.decision_day or local_day(head.locked_at), rates_of(head.ward_id) if head.rates else ())


def papers_from(head, paper: str = "decision") -> Papers:
    """What a paper of a locked round (its row, ``locked_head``) says; refused where there is nobody to name. The
    minutes of a session that proposed nobody say so."""
    return _as_signed(head, paper, _papers(head, paper))


def _papers(head, paper: str) -> Papers:
    """With the names of now."""
    minutes = paper == "minutes"
    session = minutes_of(head.id, whole=True) if minutes and head.session_id else None
    if session is not None:
        named, draft = tuple(one.nomination_id for one in session.proposed), False
    else:
        named, draft = whom(head, paper)
    recipients = recipients_of(head, named)
    if not recipients and session is None:
        raise Refused(PaperAnswer.NOBODY)
    told = told_of(head.id)
    recipients = tuple(
        replace(one, told=told[one.nomination_id].text, short=told[one.nomination_id].short) for one in recipients
    )
    return replace(
        _with_session(head, session, recipients),
        passed_over=passed_over(head, session) if minutes else (),
        declined=tuple(declined_names(head.id)) if minutes and head.unwanted else (),
        draft=draft,
    )


def failed_sessions(head) -> list[Papers]:
    """The short minutes of each session of the round that ended without a result, the first one first."""
    if not head.failed:
        return []
    return [replace(_with_session(head, one), minutes=Numbered()) for one in failed_minutes(head.id)]


def _with_session(head, session: Minutes | None, recipients: tuple[Recipient, ...] = ()) -> Papers:
    return Papers(
        ward=head.ward,
        campaign=head.campaign,
        first_day=head.starts_on,
        last_day=head.ends_on,
        locked_at=head.locked_at,
        ranking_day=local_day(head.published_at),
        checksum=head.checksum,
        rate=rate_of(head),
        texts=texts_of(head, any(one.board == "households" for one in recipients)),
        decided_on=local_day(head.decided_at) if head.decided_at else None,
        decision=Numbered(head.decision_no, head.decision_day),
        submission=Numbered(head.submission_no, head.submission_day),
        minutes=Numbered(head.minutes_no, head.minutes_day),
        recipients=recipients,
        session=session,
        secret=(session.ballot if session else head.ballot) == SECRET,
        genders=genders_of(session),
        simple=is_simple(head),
        legal_ground=head.legal_ground or "",
        stands=stands_in(head),
    )


def _as_signed(head, paper: str, values: Papers) -> Papers:
    """The same of a paper that was signed before a name was corrected: it bears the names of then."""
    at = getattr(head, f"{paper}_at") if paper in NUMBERED else None
    if at is None or head.corrected_at is None or head.corrected_at <= at:
        return values
    called = called_at(head.id, at)
    recipients = tuple(_called(one, *called[one.nomination_id]) for one in values.recipients)
    session = minutes_of(head.id, called, whole=True) if values.session is not None else None
    passed = tuple(_called(one, *called[one.nomination_id]) for one in values.passed_over)
    return replace(values, recipients=recipients, session=session, passed_over=passed)


def _called(one: Recipient | Passed, name: str, unit: str) -> Recipient | Passed:
    """A collective's unit is its ward."""
    return replace(one, name=name, unit=one.unit if one.board == "collectives" else unit)


def every_paper(head) -> dict[str, Papers]:
    """The values of all papers of a round that have somebody to name, in the order of the file: what rests on the
    proposal is read once, and so is what rests on the decision."""
    found = {}
    for keys in (BEFORE_DECISION, AFTER_DECISION):
        try:
            values = _papers(head, keys[0])
        except Refused:
            continue
        for key in keys:
            found[key] = _as_signed(
                head, key, values if key == "minutes" else replace(values, session=None, passed_over=())
            )
    if is_simple(head):
        found.pop("minutes", None)
    if "bonus" in found and head.decided_at is not None:
        still = set(holding(head.id))
        paid = tuple(one for one in found["bonus"].recipients if one.nomination_id in still)
        found["bonus"] = replace(found["bonus"], recipients=paid)
    return {key: values for key, values in found.items() if values.recipients or values.session is not None}


def whom(head, paper: str) -> tuple[tuple[int, ...] | None, bool]:
    """Whom a paper of this kind names, and whether it is a draft. The decision: who was granted an award; the bonus:
    whose award was not revoked since; what went before: whom the council proposed, also where some were declined
    since. Nobody yet (None): the list."""
    if paper == "bonus" and head.decided_at is not None:
        return holding(head.id), False
    if paper in AFTER_DECISION and head.decided_at is not None:
        return granted(head.id), False
    named = proposed(head.id)
    return named, named is None or paper in AFTER_DECISION


def is_simple(head) -> bool:
    """Whether the round follows the simplified procedure: no council, so no minutes."""
    return head.session_id is None and head.procedure == SIMPLE
