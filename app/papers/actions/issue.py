"""Certificates: into the register, onto paper, once more, revoked."""

from datetime import date

from sqlalchemy import insert, select

from app.awards.models import Round
from app.commended.queries import declined_in
from app.core.clock import now, today
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.decisions.queries import holding
from app.decisions.rules import DecisionAnswer
from app.papers import vault
from app.papers.actions.clerk import locked_round
from app.papers.actions.freezing import freeze
from app.papers.events import CertificateReprinted, CertificateRevoked, CertificatesIssued, FileKept
from app.papers.models import MERIT, Certificate, KeptFile, Revocation
from app.papers.queries.data import locked_head
from app.papers.queries.recipients import recipients_of
from app.papers.queries.register import REVOKED_AT, Newer, next_register_no, with_end
from app.papers.queries.texts import texts_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.codes import new_code
from app.papers.rules.texts import sheet_of

AWARD = "Giấy khen của {}"


@action
def issue_certificates(campaign_id: int, by: int, first_no: int | None = None):
    """Enter everybody who was granted an award, and still holds it, into the register: from ``first_no`` (or the next
    free number) on.

    Returns the round's head (``head_of``) and how many. Refused without number and day of the decision, where they
    were issued already, or where a number is taken. What stands on the paper is frozen with it.
    """
    found = locked_round(campaign_id)
    head = locked_head(campaign_id)
    if head.issued:
        raise Refused(PaperAnswer.ISSUED_ALREADY)
    if head.decision_no is None:
        raise Refused(PaperAnswer.NO_NUMBER)
    if head.frozen is None:
        freeze(campaign_id, by)
        head = locked_head(campaign_id)
    # Who declined since the decision is not printed.
    unwanted = declined_in(head.id)
    holders = tuple(one for one in holding(head.id) if one not in unwanted)
    chosen, texts, year = recipients_of(head, holders), texts_of(head), head.decision_day.year
    if not chosen:
        raise Refused(PaperAnswer.NOBODY)
    first = enter(
        found,
        MERIT,
        year,
        [(one.nomination_id, one.name, one.unit, texts["certificate_merit"]) for one in chosen],
        {
            "award": AWARD.format(texts["authority_words"]),
            "decision_no": head.decision_no,
            "decision_day": head.decision_day,
            "sheet": sheet_of(texts),
        },
        by,
        first_no,
    )
    announce(
        CertificatesIssued(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            after={"rows": len(chosen), "first_no": first, "last_no": first + len(chosen) - 1, "year": year},
        )
    )
    return head, len(chosen)


def enter(found, kind: str, year: int, lines: list[tuple], same: dict, by: int, first_no: int | None = None) -> int:
    """Write lines (nomination, name, unit, merit) into the register in one statement; returns the first number."""
    free = next_register_no(found.ward_id, kind, year)
    first, at = first_no or free, now()
    if first < free and _taken(found.ward_id, kind, year, first, first + len(lines) - 1):
        raise Refused(PaperAnswer.TAKEN, first=first, year=year, next=free)
    rows = [
        {
            "ward_id": found.ward_id,
            "round_id": found.id,
            "kind": kind,
            "nomination_id": nomination_id,
            "year": year,
            "register_no": number,
            "code": new_code(),
            "name": name,
            "unit": unit,
            "merit": merit,
            "issued_at": at,
            "issued_by": by,
            "decision_no": None,
            "decision_day": None,
            **same,
        }
        for number, (nomination_id, name, unit, merit) in enumerate(lines, start=first)
    ]
    db.session.execute(insert(Certificate.__table__), rows)
    return first


def _taken(ward_id: int, kind: str, year: int, first: int, last: int) -> bool:
    query = select(Certificate.id).where(
        Certificate.ward_id == ward_id,
        Certificate.kind == kind,
        Certificate.year == year,
        Certificate.register_no.between(first, last),
    )
    return db.session.scalar(query.limit(1)) is not None


@action
def keep_file(head, what: str, name: str, data: bytes, by: int) -> KeptFile:
    """Keep an issued file under its checksum. The very same file is kept once, taken by two at once as well."""
    sha256 = vault.keep(data)
    locked(Round, Round.id == head.id)
    same = (KeptFile.round_id == head.id, KeptFile.what == what, KeptFile.sha256 == sha256)
    known = db.session.scalar(select(KeptFile).where(*same).limit(1))
    if known is not None:
        return known
    row = keep_row(head.ward_id, head.id, what, name, sha256, len(data), by)
    announce(FileKept(ward_id=head.ward_id, subject_id=row.id, by=by, after={"what": what, "checksum": sha256}))
    return row


def keep_row(ward_id, round_id, what, name, sha256, size, by, certificate_id=None, reason="") -> KeptFile:
    row = KeptFile(
        ward_id=ward_id,
        round_id=round_id,
        what=what,
        certificate_id=certificate_id,
        name=name,
        sha256=sha256,
        size=size,
        reason=reason,
        made_at=now(),
        made_by=by,
    )
    db.session.add(row)
    db.session.flush()
    return row


def reprint(certificate, reason: str, by: int, draw) -> KeptFile:
    """Print one certificate again: ``draw(mark)`` gives the PDF with the mark of the copy on it. It is drawn outside
    of the transaction; who finds the number of the copy taken draws anew."""
    if not reason:
        raise Refused(PaperAnswer.NO_REASON)
    kept = None
    while kept is None:
        copy = _next_copy(certificate.id)
        kept = _keep_copy(certificate.id, copy, draw(_mark(copy, today())), reason, by)
    return kept


def _next_copy(certificate_id: int) -> int:
    now = db.session.execute(state_of(certificate_id)).one()
    db.session.rollback()
    must_hold(now)
    return now.copies + 1


def must_hold(state) -> None:
    """Refused where a certificate (its ``state``) was revoked, or another one took its place."""
    if state.revoked:
        raise Refused(PaperAnswer.REVOKED)
    if state.replaced:
        raise Refused(PaperAnswer.REPLACED)


@action
def _keep_copy(certificate_id: int, copy: int, data: bytes, reason: str, by: int) -> KeptFile | None:
    """None where somebody else printed this copy meanwhile."""
    row, state = certificate_now(certificate_id)
    must_hold(state)
    if copy != state.copies + 1:
        return None
    name = f"ban-in-lai-{row.year}-{row.register_no}-lan-{copy}.pdf"
    kept = keep_row(row.ward_id, row.round_id, "reprint", name, vault.keep(data), len(data), by, row.id, reason)
    announce(
        CertificateReprinted(
            ward_id=row.ward_id,
            subject_id=row.id,
            by=by,
            after={"copy": copy, "checksum": kept.sha256},
            reason=reason,
        )
    )
    return kept


def _mark(copy: int, day: date) -> str:
    return f"Bản in lại lần {copy}, ngày {day.day}/{day.month}/{day.year}"


@action
def revoke(certificate, reason: str, by: int) -> None:
    """A certificate no longer holds; the page of the check says so from now on. One of merit rests on a decision with
    its number, and ends by a further decision (``amending.py``)."""
    if certificate.kind == MERIT:
        raise Refused(DecisionAnswer.NUMBERED)
    if not reason:
        raise Refused(PaperAnswer.NO_REASON)
    row, state = certificate_now(certificate.id)
    if state.revoked:
        raise Refused(PaperAnswer.REVOKED_ALREADY)
    must_hold(state)
    db.session.add(Revocation(certificate_id=row.id, ward_id=row.ward_id, reason=reason, by=by, at=now()))
    db.session.flush()
    announce(CertificateRevoked(ward_id=row.ward_id, subject_id=row.id, by=by, reason=reason))


def certificate_now(certificate_id: int):
    """The line of the register under its lock, and its state: whether it was ``revoked`` or ``replaced``, how many
    ``copies`` were printed."""
    (row,) = locked(Certificate, Certificate.id == certificate_id)
    return row, db.session.execute(state_of(row.id)).one()


def state_of(certificate_id: int):
    copies = select(db.func.count()).where(KeptFile.certificate_id == certificate_id, KeptFile.what == "reprint")
    columns = (
        REVOKED_AT.is_not(None).label("revoked"),
        Newer.id.is_not(None).label("replaced"),
        copies.scalar_subquery().label("copies"),
    )
    return with_end(select(*columns).select_from(Certificate)).where(Certificate.id == certificate_id)
