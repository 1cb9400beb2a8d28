"""The names of candidates who have no account: declared beside those of people and teams, which every ward has."""

from sqlalchemy import select

from app.awards.models import Nomination, Proposal
from app.awards.queries import name_now, nomination_in, typed_name
from app.core.db import db, take
from app.core.text import fold
from app.names.subjects import Named, subject


def _find(nomination_id: int, reach, ward_id: int | None) -> Named | None:
    """Of a candidate with an account the name is that of the account: corrected there."""
    row = nomination_in(nomination_id, reach)
    if row is None or row.user_id is not None or row.team_id is not None:
        return None
    return Named(row.id, row.ward_id, row.name, f"/awards/candidates/{row.id}")


def _now(nomination_id: int) -> str:
    take(Nomination, nomination_id)
    return typed_name(nomination_id)


def _is_there(ward_id: int, nomination_id: int, name: str) -> bool:
    """Another candidate of the round, whatever the marks."""
    there = select(Nomination.round_id).where(Nomination.id == nomination_id).scalar_subquery()
    names = db.session.scalars(select(name_now()).where(Nomination.round_id == there, Nomination.id != nomination_id))
    return fold(name) in map(fold, names)


def _proposers(nomination_id: int) -> list[int]:
    query = select(Proposal.by).where(Proposal.nomination_id == nomination_id, Proposal.withdrawn_at.is_(None))
    return list(db.session.scalars(query.distinct().order_by(Proposal.by)))


# The name stands in the correction itself: rows of a locked list are not written any more.
subject(
    "candidate",
    column="nomination_id",
    find=_find,
    now=_now,
    write=lambda nomination_id, name: None,
    namesake=_is_there,
    told=_proposers,
)
