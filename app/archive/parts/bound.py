"""The parts of a round that the trail binds, each as rows of tables: what is in the archive, and as it is there.

A part is {table: [rows]}; `recompute.py` builds the same from the files of an archive.
"""

from sqlalchemy import select

from app.archive.parts.commended import answers_of
from app.archive.parts.council import council_of_round
from app.archive.parts.posting import posting_of
from app.archive.parts.ranking import ranking_head, standings_in
from app.archive.parts.round import candidates_in, ceremony_of, decision_of
from app.archive.queries.rows import rows_of
from app.awards.models import Round
from app.core.db import db
from app.council.models import CouncilSession
from app.decisions.amended import Amendment, FrozenDecision
from app.papers.models import Certificate, KeptFile, PaperDetails, Revocation
from app.ranking.models import Freeze, Standing
from app.results.models import Announcement


def ranking_part(ranking_id: int) -> dict:
    return {"rankings": [ranking_head(ranking_id)], "standings": standings_in(ranking_id)}


def addends_part(ranking_id: int) -> dict:
    """With the names of whoever earned and approved: they stay with the ward, and out of archives."""
    query = select(Standing.id, Standing.addends).where(Standing.ranking_id == ranking_id).order_by(Standing.id)
    return {"standings": [row._asdict() for row in db.session.execute(query)]}


def freeze_part(ranking_id: int) -> dict:
    return {"freezes": rows_of(Freeze, Freeze.ranking_id == ranking_id)}


def list_part(round_id: int) -> dict:
    """The round as its list was locked; that it is decided is told by the decision."""
    rows = rows_of(Round, Round.id == round_id, without=frozenset({"closed_at"}))
    return {"rounds": rows}


def candidates_part(round_id: int) -> dict:
    """Candidates with their choices, proposals, texts and awards elsewhere."""
    return {"nominations": candidates_in(round_id)}


def session_part(session_id: int) -> dict:
    """A session that has ended, with everything in it; of a secret ballot the totals."""
    round_id = db.session.scalar(select(CouncilSession.round_id).where(CouncilSession.id == session_id))
    (session,) = (one for one in council_of_round(round_id)["sessions"] if one["id"] == session_id)
    lists = {name: rows for name, rows in session.items() if isinstance(rows, list)}
    own = {name: value for name, value in session.items() if name not in lists and name != "votes"}
    return {"council_sessions": [own], **{f"council_{name}": rows for name, rows in lists.items()}}


def decision_part(round_id: int) -> dict:
    found = decision_of(round_id)
    closed = db.session.execute(select(Round.id, Round.closed_at).where(Round.id == round_id)).one()
    decisions = [found["decision"]] if found["decision"] else []
    return {"award_decisions": decisions, "award_lines": found["lines"], "rounds": [closed._asdict()]}


def numbers_part(round_id: int) -> dict:
    numbers = decision_of(round_id)["numbers"]
    return {"paper_details": [numbers] if numbers else []}


def texts_part(round_id: int) -> dict:
    """The ward's own texts of the papers, which archives hold as papers."""
    query = select(PaperDetails.round_id, PaperDetails.texts).where(PaperDetails.round_id == round_id)
    return {"paper_details": [row._asdict() for row in db.session.execute(query)]}


def frozen_part(round_id: int) -> dict:
    """What the decision says since it has its number."""
    return {"frozen_decisions": rows_of(FrozenDecision, FrozenDecision.round_id == round_id)}


def amendments_part(round_id: int) -> dict:
    """Further decisions about the numbered one, in whatever state they are."""
    return {"amendments": rows_of(Amendment, Amendment.round_id == round_id)}


def register_part(round_id: int) -> dict:
    return {"certificates": rows_of(Certificate, Certificate.round_id == round_id)}


def files_part(round_id: int) -> dict:
    return {"kept_files": rows_of(KeptFile, KeptFile.round_id == round_id)}


def ended_part(round_id: int) -> dict:
    """Awards and certificates that hold no longer."""
    mine = select(Certificate.id).where(Certificate.round_id == round_id)
    return {
        "award_revocations": decision_of(round_id)["revocations"],
        "revocations": rows_of(Revocation, Revocation.certificate_id.in_(mine)),
    }


def result_part(round_id: int) -> dict:
    ceremony = ceremony_of(round_id)
    return {
        "announcements": rows_of(Announcement, Announcement.round_id == round_id),
        "ceremonies": [ceremony] if ceremony else [],
    }


# Name of a part -> how it is built, from the number that it is about.
PARTS = {
    "ranking": ranking_part,
    "addends": addends_part,
    "freeze": freeze_part,
    "list": list_part,
    "candidates": candidates_part,
    "answers": answers_of,
    "posting": posting_of,
    "session": session_part,
    "decision": decision_part,
    "numbers": numbers_part,
    "texts": texts_part,
    "frozen": frozen_part,
    "amendments": amendments_part,
    "register": register_part,
    "files": files_part,
    "ended": ended_part,
    "result": result_part,
}
