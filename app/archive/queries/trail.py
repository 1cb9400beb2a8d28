"""The round's entries in the ward's trail, and the hashes of all entries up to the last of them."""

import json
from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from app.archive.rules import ABOUT, SECRET
from app.audit.models import Entry
from app.audit.queries import COLUMNS
from app.awards.models import Achievement, Nomination, ParallelAward, Proposal
from app.awards.queries import corrected_of
from app.core.db import db
from app.council.models import CouncilSession
from app.decisions.amended import Amendment
from app.decisions.models import AwardDecision
from app.names.models import NameCorrection
from app.papers.models import Certificate, KeptFile
from app.posting.models import Objection
from app.ranking.models import Ranking, SchemeVersion

SIZE = 1000


def _numbers(head) -> dict:
    """Whose entries these are: a number, or a query of numbers."""
    return {
        "campaign": (head.campaign_id,),
        "round": (head.id,),
        "scheme": select(SchemeVersion.id).where(SchemeVersion.campaign_id == head.campaign_id),
        "ranking": select(Ranking.id).where(Ranking.campaign_id == head.campaign_id),
        "session": select(CouncilSession.id).where(CouncilSession.round_id == head.id),
        "objection": select(Objection.id).where(Objection.round_id == head.id),
        "proposal": _hanging(Proposal, head.id),
        "achievement": _hanging(Achievement, head.id),
        "parallel": _hanging(ParallelAward, head.id),
        "decision": select(AwardDecision.id).where(AwardDecision.round_id == head.id),
        "amendment": select(Amendment.id).where(Amendment.round_id == head.id),
        "nomination": select(Nomination.id).where(Nomination.round_id == head.id),
        "certificate": select(Certificate.id).where(Certificate.round_id == head.id),
        "name": select(NameCorrection.id).where(corrected_of(head.id)),
        "file": select(KeptFile.id).where(KeptFile.round_id == head.id),
    }


def _hanging(model, round_id: int):
    """The numbers of the rows that hang on the round's candidates."""
    return (
        select(model.id).join(Nomination, Nomination.id == model.nomination_id).where(Nomination.round_id == round_id)
    )


def _of_round(head):
    """The condition that an entry speaks of the round; of secret ballots not who voted when."""
    secret = select(CouncilSession.id).where(CouncilSession.round_id == head.id, CouncilSession.ballot == "secret")
    numbers = _numbers(head)
    return and_(
        Entry.chain == head.ward_id,
        or_(*(and_(Entry.action.in_(ABOUT[what]), Entry.subject_id.in_(numbers[what])) for what in ABOUT)),
        or_(Entry.action.not_in(SECRET), Entry.subject_id.not_in(secret)),
    )


def entries_of(head) -> Iterator[dict]:
    """Each entry with all that is hashed, in the order of the trail."""
    rows = db.session.execute(select(*COLUMNS).where(_of_round(head)).order_by(Entry.seq))
    for row in rows.yield_per(SIZE):
        yield {**row._asdict(), "at": row.at.isoformat()}


def line_of(entry: dict) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)


def hashes_until(chain: int, last: int) -> Iterator[str]:
    """The hash of every entry of a chain, in its order, up to this one."""
    rows = db.session.execute(select(Entry.hash).where(Entry.chain == chain, Entry.seq <= last).order_by(Entry.seq))
    yield from (row.hash for row in rows.yield_per(SIZE))


def entry_hash(chain: int, seq: int) -> str | None:
    return db.session.scalar(select(Entry.hash).where(Entry.chain == chain, Entry.seq == seq))
