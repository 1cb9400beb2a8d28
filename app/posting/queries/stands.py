"""How far a round is with its posting: columns that any query of a round can read along."""

from functools import cache

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.awards.models import Round
from app.core.db import db
from app.core.pieces import reads
from app.posting.models import Objection, Posting, PostingRule
from app.posting.rules import NONE, Stands


# Building these costs more than the question they are part of, and they never differ.
@cache
def posting_columns() -> tuple:
    """Of a query about ``Round``: what ``stands_in`` reads of its rows."""
    rule, last, every, asked = aliased(PostingRule), aliased(Posting), aliased(Posting), aliased(Objection)
    counts = (
        select(rule.scope)
        .where(rule.ward_id == Round.ward_id, or_(Round.locked_at.is_(None), rule.at <= Round.locked_at))
        .order_by(rule.id.desc())
        .limit(1)
    )
    posted = select(last).where(last.round_id == Round.id).order_by(last.number.desc()).limit(1)
    waiting = select(func.count()).where(asked.round_id == Round.id, asked.confirmed_at.is_(None))
    objections = select(func.count(asked.id)).where(asked.round_id == Round.id)
    return tuple(
        query.correlate(Round).scalar_subquery().label(name)
        for name, query in (
            ("posting_rule", counts),
            ("posting_scope", posted.with_only_columns(last.scope)),
            ("posting_at", posted.with_only_columns(last.at)),
            ("posting_ends", select(func.max(every.ends_at)).where(every.round_id == Round.id)),
            ("objections_waiting", waiting),
            ("objections_made", objections),
        )
    )


def stands_in(row) -> Stands:
    """Of a row with these columns."""
    return Stands(
        row.posting_rule or NONE,
        row.posting_scope,
        row.posting_at,
        row.posting_ends,
        row.objections_waiting,
        row.objections_made,
    )


def stands_of(round_id: int) -> Stands:
    return stands_in(
        db.session.execute(select(*posting_columns()).select_from(Round).where(Round.id == round_id)).one()
    )


@reads("round.steps")
def with_posting(query):
    return query.add_columns(*posting_columns())
