"""Everybody of a round who was asked, with the last answer of each."""

from functools import cache

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination
from app.awards.queries import name_now, unit_now
from app.commended.models import CommendedAsk, CommendedReply, CommendedSettling
from app.commended.rules import DECLINED, Line
from app.core.db import db


# Building these costs more than the question they are part of, and they never differ.
@cache
def _last():
    """The number of the last answer of the nomination of a query around this."""
    one = aliased(CommendedReply)
    return select(func.max(one.id)).where(one.nomination_id == Nomination.id).correlate(Nomination).scalar_subquery()


def lines_where(*where) -> list[Line]:
    rows = db.session.execute(
        select(
            Nomination.id,
            Nomination.subject,
            name_now(),
            unit_now(),
            Nomination.user_id,
            Nomination.team_id,
            CommendedReply.answer,
            func.coalesce(CommendedReply.what, ""),
            CommendedReply.comes,
            func.coalesce(CommendedReply.who, ""),
            CommendedReply.at,
            CommendedReply.id,
            func.coalesce(CommendedSettling.done, ""),
            or_(Nomination.user_id.is_not(None), Nomination.team_id.is_not(None)),
        )
        .join(CommendedAsk, CommendedAsk.nomination_id == Nomination.id)
        .outerjoin(CommendedReply, CommendedReply.id == _last())
        .outerjoin(CommendedSettling, CommendedSettling.reply_id == CommendedReply.id)
        .where(*where)
        .order_by(Nomination.subject, Nomination.id)
    )
    return [Line(*row) for row in rows]


def lines_of(round_id: int) -> list[Line]:
    return lines_where(Nomination.round_id == round_id)


@cache
def declined_now():
    """Column: whether the nomination's last answer declines the award."""
    one = aliased(CommendedReply)
    last = select(one.answer).where(one.nomination_id == Nomination.id).order_by(one.id.desc()).limit(1)
    return func.coalesce(last.correlate(Nomination).scalar_subquery() == DECLINED, false())


def _declined(column):
    return (
        select(column)
        .select_from(Nomination)
        .join(CommendedReply, and_(CommendedReply.id == _last(), CommendedReply.answer == DECLINED))
        .order_by(Nomination.id)
    )


def declined_in(round_id: int) -> frozenset[int]:
    """The candidates of a round who declined the award."""
    return frozenset(db.session.scalars(_declined(Nomination.id).where(Nomination.round_id == round_id)))


def declined_names(round_id: int) -> list[str]:
    return list(db.session.scalars(_declined(name_now()).where(Nomination.round_id == round_id)))
