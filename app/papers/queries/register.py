"""The register of certificates, and the files that were issued."""

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.awards.queries import name_now, unit_now
from app.core.db import db
from app.core.pieces import reads
from app.decisions.models import AwardLine, AwardRevocation
from app.papers.models import MERIT, Certificate, DecisionNumber, KeptFile, PaperDetails, PaperTemplate, Revocation
from app.people.models import User

SIZE = 100

# When, by whom and why a certificate ended: one of merit with its award, one of participation by itself.
REVOKED_AT = func.coalesce(AwardRevocation.at, Revocation.at)
REVOKED_BY = func.coalesce(AwardRevocation.by, Revocation.by)
REVOKED_WHY = func.coalesce(AwardRevocation.reason, Revocation.reason)


# The one that took the place of a certificate whose name was corrected.
Newer = aliased(Certificate)


def with_end(query):
    """The query of certificates with whatever ended them beside it, and the one that replaced it (``Newer``)."""
    return (
        query.outerjoin(
            AwardLine, and_(AwardLine.nomination_id == Certificate.nomination_id, Certificate.kind == MERIT)
        )
        .outerjoin(AwardRevocation, AwardRevocation.line_id == AwardLine.id)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .outerjoin(Newer, Newer.replaces == Certificate.id)
    )


def certificates_of(round_id: int, kind: str, page: int = 1) -> list:
    """The lines of a round's register of this kind, ``SIZE`` a page and one more where there is another page."""
    return list(
        db.session.execute(
            with_end(
                select(
                    Certificate.id,
                    Certificate.register_no,
                    Certificate.name,
                    Certificate.unit,
                    Certificate.code,
                    Certificate.issued_at,
                    REVOKED_AT.label("revoked_at"),
                    Newer.register_no.label("replaced_no"),
                )
            )
            .where(Certificate.round_id == round_id, Certificate.kind == kind)
            .order_by(Certificate.register_no)
            .limit(SIZE + 1)
            .offset((page - 1) * SIZE)
        )
    )


@reads("round.steps")
def certified(query):
    """``certified``: whether certificates of merit stand in the register of the round; ``numbered``: whether its
    decision has its number."""
    found = select(1).where(Certificate.round_id == Round.id, Certificate.kind == MERIT).correlate(Round)
    numbered = select(1).where(PaperDetails.round_id == Round.id, PaperDetails.decision_no.is_not(None))
    return query.add_columns(found.exists().label("certified"), numbered.correlate(Round).exists().label("numbered"))


def issued_rows(round_id: int, kind: str, at_first: bool = False) -> list:
    """All that stands on a round's certificates of this kind, in the order of the register, and when one ended.
    ``at_first``: those that were issued together alone, without what replaced one since."""
    query = with_end(
        select(
            Certificate.name,
            Certificate.unit,
            Certificate.merit,
            Certificate.register_no,
            Certificate.code,
            Certificate.decision_no,
            Certificate.decision_day,
            Certificate.issued_at,
            Certificate.sheet,
            REVOKED_AT.label("revoked_at"),
            Newer.register_no.label("replaced_no"),
        )
    ).where(Certificate.round_id == round_id, Certificate.kind == kind)
    if at_first:
        query = query.where(Certificate.replaces.is_(None))
    return list(db.session.execute(query.order_by(Certificate.register_no)))


def certificate_in(certificate_id: int, reach):
    """One certificate inside this reach, with its revocation if there is one; None elsewhere."""
    revoker, older = aliased(User), aliased(Certificate)
    return db.session.execute(
        with_end(
            select(
                *Certificate.__table__.columns,
                REVOKED_WHY.label("reason"),
                REVOKED_AT.label("revoked_at"),
                revoker.name.label("revoker"),
                User.name.label("issuer"),
                Round.locked_at,
                Newer.id.label("newer_id"),
                Newer.register_no.label("replaced_no"),
                Newer.year.label("replaced_year"),
                older.register_no.label("older_no"),
                older.year.label("older_year"),
                Nomination.subject,
                name_now().label("name_now"),
                unit_now().label("unit_now"),
            )
            .join(Nomination, Nomination.id == Certificate.nomination_id)
            .join(Round, Round.id == Certificate.round_id)
            .join(User, User.id == Certificate.issued_by)
        )
        .outerjoin(revoker, revoker.id == REVOKED_BY)
        .outerjoin(older, older.id == Certificate.replaces)
        .where(Certificate.id == certificate_id, reach.where(Certificate.ward_id))
    ).one_or_none()


def certificate_by_code(code: str):
    """What anybody may know of a certificate: name, award, decision, whether it was revoked or replaced."""
    return _checked(Certificate.code == code)


def replacing(row):
    """The same of the last one that took the place of a replaced certificate (``certificate_by_code``), by its number
    and its name: its code stays on its paper. None where none did."""
    last = None
    while row.newer_id is not None:
        row = last = _checked(Certificate.id == row.newer_id)
    return last


def _checked(*where):
    return db.session.execute(
        with_end(
            select(
                Certificate.name,
                Certificate.kind,
                Certificate.award,
                Certificate.register_no,
                Certificate.year,
                Certificate.decision_no,
                Certificate.decision_day,
                Certificate.sheet,
                REVOKED_AT.is_not(None).label("revoked"),
                Newer.id.label("newer_id"),
                Newer.register_no.label("replaced_no"),
            )
        ).where(*where)
    ).one_or_none()


def next_register_no(ward_id: int, kind: str, year: int) -> int:
    last = db.session.scalar(
        select(func.max(Certificate.register_no)).where(
            Certificate.ward_id == ward_id, Certificate.kind == kind, Certificate.year == year
        )
    )
    return (last or 0) + 1


def next_decision_no(ward_id: int, year: int) -> int:
    last = db.session.scalar(
        select(func.max(DecisionNumber.number)).where(DecisionNumber.ward_id == ward_id, DecisionNumber.year == year)
    )
    return (last or 0) + 1


def files_of(round_id: int, certificate_id: int | None = None) -> list:
    """The files kept for a round (or one certificate's reprints), the newest first."""
    return list(
        db.session.execute(
            select(
                KeptFile.id,
                KeptFile.what,
                KeptFile.name,
                KeptFile.sha256,
                KeptFile.size,
                KeptFile.reason,
                KeptFile.made_at,
                User.name.label("who"),
            )
            .join(User, User.id == KeptFile.made_by)
            .where(KeptFile.round_id == round_id, KeptFile.certificate_id.is_not_distinct_from(certificate_id))
            .order_by(KeptFile.id.desc())
        )
    )


def file_in(file_id: int, reach) -> KeptFile | None:
    return db.session.scalar(select(KeptFile).where(KeptFile.id == file_id, reach.where(KeptFile.ward_id)))


def templates_of(ward_id: int) -> dict[str, object]:
    """The ward's own templates now: paper -> row (name, sha256, added_at, who)."""
    last = select(func.max(PaperTemplate.id)).where(PaperTemplate.ward_id == ward_id).group_by(PaperTemplate.paper)
    rows = db.session.execute(
        select(
            PaperTemplate.paper,
            PaperTemplate.name,
            PaperTemplate.sha256,
            PaperTemplate.added_at,
            User.name.label("who"),
        )
        .join(User, User.id == PaperTemplate.added_by)
        .where(PaperTemplate.id.in_(last), PaperTemplate.sha256.is_not(None))
    )
    return {row.paper: row for row in rows}
