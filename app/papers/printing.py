"""From the register to paper: what is printed is what was frozen, so that printing it again gives the same bytes."""

import json
from dataclasses import replace

from app.papers.layout.certificates import FULL, Batch, Item, certificates_pdf
from app.papers.models import MERIT, PARTICIPATION
from app.papers.queries.data import whom
from app.papers.queries.recipients import recipients_of
from app.papers.queries.register import issued_rows
from app.papers.queries.texts import local_day, places_of, texts_of
from app.papers.rules.sheet import Places

USUAL = Places()
NAMES = {"full": "giay-khen", "overlay": "giay-khen-phoi", "participation": "giay-chung-nhan"}


def _batch(kind: str, row, at, base: str, places: Places = USUAL) -> Batch:
    return Batch(
        kind=kind,
        texts=json.loads(row.sheet),
        at=at,
        base=base,
        decision_no=row.decision_no,
        decision_day=row.decision_day,
        issued_on=local_day(row.issued_at),
        places=places,
    )


def _item(row, mark: str = "") -> Item:
    return Item(row.name, row.unit, row.merit, row.register_no, row.code, mark)


def merit_pdf(head, base: str, mode: str = FULL) -> bytes | None:
    """All certificates of merit of a round in one file; None where none were issued. Revoked and
    replaced ones are not printed any more, what was printed before stays."""
    rows = [row for row in issued_rows(head.id, MERIT) if row.revoked_at is None and row.replaced_no is None]
    if not rows:
        return None
    return certificates_pdf(
        [_item(row) for row in rows], _batch(MERIT, rows[0], head.locked_at, base, places_of(head)), mode
    )


def part_of(head, rows: list, base: str) -> bytes:
    """Some of the certificates of participation, in one file."""
    return certificates_pdf([_item(row) for row in rows], _batch(PARTICIPATION, rows[0], head.locked_at, base))


def copy_pdf(certificate, at, base: str, mark: str = "") -> bytes:
    """One certificate by itself, of a list that was locked ``at``; printed again with the mark of the copy on it."""
    return certificates_pdf([_item(certificate, mark)], _batch(certificate.kind, certificate, at, base))


def preview_pdf(head, mode: str) -> bytes | None:
    """What the certificates would look like: without codes and numbers; the sheet to test a blank with shows one."""
    texts, (named, _) = texts_of(head), whom(head, "decision")
    items = [Item(one.name, one.unit, texts["certificate_merit"]) for one in recipients_of(head, named)]
    if not items:
        return None
    batch = Batch(
        kind=MERIT,
        texts=texts,
        at=head.locked_at,
        base="",
        decision_no=head.decision_no,
        decision_day=head.decision_day,
        places=places_of(head),
        draft=True,
    )
    if mode != FULL:
        # Onto a blank goes nothing but what will stand there.
        longest = max(items, key=lambda item: len(item.name))
        return certificates_pdf([replace(longest, register_no=1, code="0" * 10)], replace(batch, draft=False), mode)
    return certificates_pdf(items, batch, mode)
