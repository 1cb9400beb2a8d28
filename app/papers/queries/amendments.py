"""Further decisions about a decision that has its number, and the decision as it reads with them."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination
from app.awards.queries import name_now
from app.core.db import db
from app.decisions.amended import Amendment, FrozenDecision
from app.decisions.queries import holding
from app.papers.queries.texts import frozen_of
from app.papers.rules.amended_words import Amended, bonus_notes
from app.papers.rules.amending import AWARD, Standing, applied, read_changes
from app.papers.rules.data import Papers
from app.papers.rules.frozen import numbered
from app.people.models import User


def amendments_of(round_id: int) -> list:
    """Rows of all that were proposed about the round's decision, the first one first, with ``proposer``, ``leader``
    (who answered) and the ``changes`` read."""
    proposer, leader = aliased(User), aliased(User)
    rows = db.session.execute(
        select(Amendment, proposer.name, leader.name)
        .join(proposer, proposer.id == Amendment.by)
        .outerjoin(leader, leader.id == Amendment.answered_by)
        .where(Amendment.round_id == round_id)
        .order_by(Amendment.id)
        .execution_options(populate_existing=True)
    ).all()
    return [AmendmentRow(*row) for row in rows]


def beside(round_id: int) -> list | None:
    """Rows (kind, reason, granted, number, day) of the same; None where the decision has no number yet."""
    rows = db.session.execute(
        select(Amendment.id, Amendment.kind, Amendment.reason, Amendment.granted, Amendment.number, Amendment.day)
        .select_from(FrozenDecision)
        .outerjoin(Amendment, Amendment.round_id == FrozenDecision.round_id)
        .where(FrozenDecision.round_id == round_id)
        .order_by(Amendment.id)
    ).all()
    return [row for row in rows if row.id is not None] if rows else None


class AmendmentRow:
    """A further decision with the names of whoever acted in it."""

    def __init__(self, row: Amendment, proposer: str, leader: str | None):
        self.row, self.proposer, self.leader = row, proposer, leader
        self.changes = read_changes(row.changes)

    @property
    def amended(self) -> Amended:
        return Amended(self.row.kind, self.row.reason, self.changes, self.row.number, self.row.day)


def original_of(head) -> Papers:
    """The decision as it was when it got its number."""
    return numbered(frozen_of(head).granted, head)


def standing_of(head, rows: list) -> Standing:
    """The decision as it reads now, with all that the leader agreed to."""
    papers = original_of(head)
    for one in rows:
        if one.row.granted:
            papers = applied(papers, [each for each in one.changes if each.what != AWARD])
    ids = [one.nomination_id for one in papers.recipients]
    known = dict(db.session.execute(select(Nomination.id, name_now()).where(Nomination.id.in_(ids))).all())
    return Standing(papers, frozenset(holding(head.id)), known)


def paid_with(head, paid: Papers) -> Papers:
    """The bonus table with what was corrected since the decision had its number, and why its sum differs from it."""
    rows = [one for one in amendments_of(head.id) if one.row.granted] if head.amended else []
    for one in rows:
        paid = applied(paid, [each for each in one.changes if each.what not in (AWARD, "name")])
    return replace(paid, notes=bonus_notes(original_of(head), paid, [one.amended for one in rows]))
