"""The sessions of a round, and those that wait for somebody."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.awards.queries import name_now
from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.core.pieces import reads, with_pieces
from app.council.models import (
    CouncilAttendance,
    CouncilItem,
    CouncilMember,
    CouncilOutcome,
    CouncilSession,
    CouncilSettings,
    ProcedureRequest,
)
from app.council.rules.settings import DEFAULTS
from app.people.models import User

# A session that nobody opened is no longer pointed at after this long.
STALE = timedelta(days=7)


def round_of(campaign_id: int):
    """The round of a campaign with how far it is, the council's rules for it (None: the defaults), and the request to
    go without a session that waits, with the name of the ``asker``; None where there is no round."""
    query = (
        select(Round.id, Round.ward_id, Round.locked_at, Round.closed_at, Campaign.slug)
        .select_from(Round)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .where(Round.campaign_id == campaign_id)
    )
    # The rooms that carry it on join the rules of the council (``stand``).
    asker = aliased(User)
    waits = (ProcedureRequest.round_id == Round.id) & ProcedureRequest.answer.is_(None)
    return db.session.execute(
        with_pieces("round.steps", query)
        .add_columns(CouncilSettings, ProcedureRequest, asker.name.label("asker"))
        .outerjoin(ProcedureRequest, waits)
        .outerjoin(asker, asker.id == ProcedureRequest.by)
    ).one_or_none()


def sessions_of(round_id: int) -> list:
    """Rows of all sessions of a round, the latest first, with how many belong to each and who called it."""
    count = select(func.count()).where(CouncilMember.session_id == CouncilSession.id).scalar_subquery()
    came = select(CouncilAttendance.id).where(CouncilAttendance.session_id == CouncilSession.id).exists()
    return db.session.execute(
        select(CouncilSession, count.label("members"), User.name.label("caller"), came.label("came"))
        .join(User, User.id == CouncilSession.called_by)
        .where(CouncilSession.round_id == round_id)
        .order_by(CouncilSession.number.desc())
    ).all()


def waiting_for(user_id: int) -> list:
    """Rows (id, number, state, meets_at, place) of the sessions to which somebody belongs, called or open."""
    return db.session.execute(
        select(
            CouncilSession.id,
            CouncilSession.number,
            CouncilSession.state,
            CouncilSession.meets_at,
            CouncilSession.place,
        )
        .join(CouncilMember, CouncilMember.session_id == CouncilSession.id)
        .where(
            CouncilMember.user_id == user_id,
            (CouncilSession.state == "open")
            | ((CouncilSession.state == "called") & (CouncilSession.meets_at > now() - STALE)),
        )
        .order_by(CouncilSession.meets_at)
    ).all()


@reads("round.steps")
def stand(query):
    """How far a round is with its council: ``council_procedure`` and, of the session that did not fail,
    ``council_id``, ``council_state``, ``council_meets_at``, ``council_ended_at``, and whether it left somebody of the
    list out, ``council_left_out``."""
    out = (
        select(CouncilOutcome.item_id)
        .where(CouncilOutcome.session_id == CouncilSession.id, CouncilOutcome.proposed.is_(False))
        .correlate(CouncilSession)
    )
    standing = (CouncilSession.round_id == Round.id) & (CouncilSession.state != "failed")
    return (
        query.add_columns(
            func.coalesce(CouncilSettings.procedure, DEFAULTS.procedure).label("council_procedure"),
            CouncilSession.id.label("council_id"),
            CouncilSession.state.label("council_state"),
            CouncilSession.meets_at.label("council_meets_at"),
            CouncilSession.ended_at.label("council_ended_at"),
            out.exists().label("council_left_out"),
        )
        .outerjoin(CouncilSettings, CouncilSettings.round_id == Round.id)
        .outerjoin(CouncilSession, standing)
    )


def left_out(session_id: int) -> list[str]:
    """The names on the agenda of a closed session that it did not propose, in their order."""
    return list(
        db.session.scalars(
            select(name_now())
            .select_from(CouncilItem)
            .join(Nomination, Nomination.id == CouncilItem.nomination_id)
            .join(CouncilOutcome, CouncilOutcome.item_id == CouncilItem.id)
            .where(CouncilItem.session_id == session_id, CouncilOutcome.proposed.is_(False))
            .order_by(CouncilItem.position, CouncilItem.id)
        )
    )
