"""What the trail binds, and when: an act that ends a part of a round leaves the part's checksum in the trail, in the
same transaction (`wiring.py`). Before its list is locked a round still moves, and nothing of it is bound."""

from collections.abc import Iterable

from sqlalchemy import select

from app.archive.events import RankingBound, RoundBound
from app.archive.parts.bound import PARTS
from app.archive.rules.bound import checksum_of, sums_of
from app.awards.events import (
    AchievementWritten,
    CandidateProposed,
    ListLocked,
    ParallelNoted,
    ParallelRemoved,
    ProposalWithdrawn,
)
from app.awards.models import Achievement, Nomination, ParallelAward, Proposal, Round
from app.commended.events import CommendedAnswered, CommendedAsked, CommendedSettled
from app.core.db import db
from app.core.events import Event
from app.council.events import SessionClosed, SessionFailed
from app.council.models import CouncilSession
from app.decisions.amended import Amendment
from app.decisions.events import (
    AmendmentDeclined,
    AmendmentGranted,
    AmendmentNumbered,
    AmendmentProposed,
    AwardDecided,
    AwardRevoked,
)
from app.decisions.models import AwardDecision
from app.papers.events import (
    CertificateReplaced,
    CertificateReprinted,
    CertificateRevoked,
    CertificatesIssued,
    DecisionFrozen,
    FileKept,
    NumbersEntered,
    ParticipationStarted,
    TextsChanged,
)
from app.papers.models import Certificate, KeptFile
from app.posting.events import ListPosted, ObjectionAnswered, ObjectionConfirmed, ObjectionMade, ObjectionPassedOn
from app.posting.models import Objection
from app.ranking.events import RankingFrozen, RankingPublished
from app.results.events import CeremonyPlanned, ResultPublished, ResultWithdrawn

# What happened -> the parts that it leaves as they are to stay.
ENDS: dict[type[Event], tuple[str, ...]] = {
    RankingPublished: ("ranking", "addends"),
    RankingFrozen: ("freeze",),
    ListLocked: ("list", "candidates"),
    CandidateProposed: ("candidates",),
    ProposalWithdrawn: ("candidates",),
    AchievementWritten: ("candidates",),
    ParallelNoted: ("candidates",),
    ParallelRemoved: ("candidates",),
    CommendedAsked: ("answers",),
    CommendedAnswered: ("answers",),
    CommendedSettled: ("answers",),
    ListPosted: ("posting",),
    ObjectionMade: ("posting",),
    ObjectionPassedOn: ("posting",),
    ObjectionAnswered: ("posting",),
    ObjectionConfirmed: ("posting",),
    SessionClosed: ("session",),
    SessionFailed: ("session",),
    AwardDecided: ("decision",),
    AwardRevoked: ("ended",),
    AmendmentProposed: ("amendments",),
    AmendmentGranted: ("amendments",),
    AmendmentDeclined: ("amendments",),
    AmendmentNumbered: ("amendments",),
    NumbersEntered: ("numbers", "texts"),
    TextsChanged: ("numbers", "texts"),
    DecisionFrozen: ("frozen",),
    CertificatesIssued: ("register",),
    ParticipationStarted: ("register",),
    CertificateReplaced: ("register", "ended"),
    CertificateRevoked: ("ended",),
    CertificateReprinted: ("files",),
    FileKept: ("files",),
    ResultPublished: ("result",),
    ResultWithdrawn: ("result",),
    CeremonyPlanned: ("result",),
}
# Where the number of an event is not the round's: whose row it is.
_ROW_OF = {
    CandidateProposed: Proposal,
    ProposalWithdrawn: Proposal,
    AchievementWritten: Achievement,
    ParallelNoted: ParallelAward,
    ParallelRemoved: ParallelAward,
    CommendedAnswered: Nomination,
    CommendedSettled: Nomination,
    ObjectionMade: Objection,
    ObjectionPassedOn: Objection,
    ObjectionAnswered: Objection,
    ObjectionConfirmed: Objection,
    SessionClosed: CouncilSession,
    SessionFailed: CouncilSession,
    AwardDecided: AwardDecision,
    AwardRevoked: Nomination,
    AmendmentProposed: Amendment,
    AmendmentGranted: Amendment,
    AmendmentDeclined: Amendment,
    AmendmentNumbered: Amendment,
    CertificateReplaced: Certificate,
    CertificateRevoked: Certificate,
    CertificateReprinted: Certificate,
    FileKept: KeptFile,
}


def bind_ranking(events: Iterable[Event]) -> list[Event]:
    """The rows of rankings that were published or frozen."""
    return [
        RankingBound(
            ward_id=event.ward_id,
            subject_id=event.subject_id,
            by=event.by,
            after=binding_of(part, event.subject_id),
        )
        for event in events
        for part in ENDS[type(event)]
    ]


def bind_round(events: Iterable[Event]) -> list[Event]:
    """The parts that these acts (of one kind) ended, of each round that is locked."""
    acts: dict[tuple, Event] = {}
    for event in events:
        db.session.flush()
        round_id, locked = _round_of(event)
        if locked:
            acts.update({(round_id, part, _about(event, part)): event for part in ENDS[type(event)]})
    return [_bound(event, *key) for key, event in acts.items()]


def binding_of(part: str, about: int) -> dict:
    """What the trail keeps of a part as it is now: its checksum, and a mark for each row of its tables."""
    tables = PARTS[part](about)
    sums = [[table, "".join(sums_of(rows))] for table, rows in tables.items()]
    return {"part": part, "checksum": checksum_of(tables), "sums": sums}


def _round_of(event: Event) -> tuple[int, bool]:
    """The round that the act was in, and whether its list is locked."""
    model = _ROW_OF.get(type(event))
    query = select(Round.id, Round.locked_at)
    if model is None:
        query = query.where(Round.id == event.subject_id)
    elif hasattr(model, "round_id"):
        query = query.join(model, model.round_id == Round.id).where(model.id == event.subject_id)
    else:
        query = query.join(Nomination, Nomination.round_id == Round.id)
        query = query.join(model, model.nomination_id == Nomination.id).where(model.id == event.subject_id)
    row = db.session.execute(query).one()
    return row.id, row.locked_at is not None


def _about(event: Event, part: str) -> int | None:
    return event.subject_id if part == "session" else None


def _bound(event: Event, round_id: int, part: str, about: int | None) -> Event:
    after = binding_of(part, about or round_id) | ({"session": about} if about else {})
    return RoundBound(ward_id=event.ward_id, subject_id=round_id, by=event.by, after=after)
