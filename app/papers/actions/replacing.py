"""A certificate whose name was corrected since: another one takes its place in the register."""

from sqlalchemy import select

from app.awards.models import Nomination, Round
from app.awards.queries import name_now, unit_now
from app.awards.rules import COLLECTIVE
from app.core.clock import now
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.papers import vault
from app.papers.actions.issue import certificate_now, keep_row, must_hold, state_of
from app.papers.events import CertificateReplaced
from app.papers.models import Certificate, KeptFile
from app.papers.queries.register import next_register_no
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.codes import new_code

# What stands on both: the award stays the same.
_SAME = (
    "ward_id",
    "round_id",
    "kind",
    "nomination_id",
    "year",
    "merit",
    "award",
    "decision_no",
    "decision_day",
    "sheet",
)


def replace_certificate(certificate, reason: str, by: int, draw) -> KeptFile:
    """Issue a certificate with the names of now in place of one that bears others, under the next free number:
    ``draw(row)`` gives its PDF, outside of the transaction; who finds the number or the name changed draws anew. The
    old one stays in the register with the number of the new one.

    Refused (PaperAnswer) without a reason, and where it was revoked or replaced, or bears the names of now.
    """
    if not reason:
        raise Refused(PaperAnswer.NO_REASON)
    kept = None
    while kept is None:
        facts = _planned(certificate.id)
        data = draw(Certificate(**facts, issued_at=now()))
        kept = _issue(certificate.id, facts, data, reason, by)
    return kept


def _planned(certificate_id: int) -> dict:
    """What the register would say of the new certificate."""
    old = db.session.get(Certificate, certificate_id)
    name, unit = names_now(old)
    facts = {column: getattr(old, column) for column in _SAME}
    facts |= {"name": name, "unit": unit, "replaces": old.id, "code": new_code()}
    facts["register_no"] = next_register_no(old.ward_id, old.kind, old.year)
    must_hold(db.session.execute(state_of(old.id)).one())
    same = (name, unit) == (old.name, old.unit)
    db.session.rollback()
    if same:
        raise Refused(PaperAnswer.SAME_NAMES)
    return facts


@action
def _issue(certificate_id: int, facts: dict, data: bytes, reason: str, by: int) -> KeptFile | None:
    """None where number or name are others by now."""
    # Of all rounds: whoever enters certificates holds the lock of one, and numbers are the ward's.
    locked(Round, Round.ward_id == facts["ward_id"])
    old, state = certificate_now(certificate_id)
    must_hold(state)
    if (facts["name"], facts["unit"]) != names_now(old) or facts["register_no"] != next_register_no(
        old.ward_id, old.kind, old.year
    ):
        return None
    new = Certificate(**facts, issued_at=now(), issued_by=by)
    db.session.add(new)
    db.session.flush()
    file = f"thay-the-{new.year}-{new.register_no}.pdf"
    kept = keep_row(new.ward_id, new.round_id, "replacement", file, vault.keep(data), len(data), by, new.id, reason)
    announce(
        CertificateReplaced(
            ward_id=new.ward_id,
            subject_id=new.id,
            by=by,
            before={"certificate": old.id, "register_no": old.register_no},
            after={"register_no": new.register_no, "checksum": kept.sha256},
        )
    )
    return kept


def names_now(certificate: Certificate) -> tuple[str, str]:
    """Name and unit that the certificate would bear if it were issued now; a collective's unit is its ward."""
    row = db.session.execute(
        select(name_now().label("name"), unit_now().label("unit"), Nomination.subject).where(
            Nomination.id == certificate.nomination_id
        )
    ).one()
    return row.name, certificate.unit if row.subject == COLLECTIVE else row.unit
