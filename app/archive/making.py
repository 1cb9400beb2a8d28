"""One .zip of a round, whatever state it is in: what is not there yet is not in it, and the README says what is."""

from contextlib import contextmanager
from typing import BinaryIO

from app.archive.pack import Pack
from app.archive.parts.appeals import put_appeals
from app.archive.parts.commended import put_answers
from app.archive.parts.names import put_names
from app.archive.parts.papers import put_papers
from app.archive.parts.posting import put_posting
from app.archive.parts.ranking import put_ranking
from app.archive.parts.register import put_register
from app.archive.parts.round import put_round
from app.archive.parts.trail import put_trail
from app.archive.rules import INSIDE
from app.core.db import db
from app.core.reasons import Refused
from app.papers.queries.heads import head_of
from app.papers.rules.answers import PaperAnswer


def make_archive(campaign_id: int, target: BinaryIO) -> None:
    """Write the archive of the campaign's round, all of it as of one instant. The same state gives the same bytes.

    Refused where there is no round.
    """
    with _one_instant():
        head = head_of(campaign_id)
        if head is None:
            raise Refused(PaperAnswer.NO_ROUND)
        pack = Pack(target)
        for path in sorted(INSIDE.iterdir()):
            if path.is_file():
                pack.data(path.name, path.read_bytes())
        for put in (
            put_ranking,
            put_round,
            put_names,
            put_posting,
            put_answers,
            put_appeals,
            put_papers,
            put_register,
            put_trail,
        ):
            put(pack, head)
        pack.close()


@contextmanager
def _one_instant():
    """Reads that see the database as it was at the first of them: on SQLite every transaction does, on PostgreSQL one
    that asks for it."""
    db.session.rollback()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        db.session.rollback()
