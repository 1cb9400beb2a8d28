"""The head of a session: its row with its round, campaign and ward, and the rules that count."""

from functools import cache

from sqlalchemy import select

from app.awards.models import Round
from app.awards.queries import struck_in
from app.campaigns.models import Campaign
from app.core.db import db
from app.council.models import CouncilSession, CouncilSettings
from app.council.rules.settings import DEFAULTS, Settings
from app.places.models import Ward
from app.posting.queries import posting_columns
from app.ranking.queries import late_in

NAMES = (
    "procedure",
    "quorum_percent",
    "pass_percent",
    "denominator",
    "ballot",
    "vote_by",
    "absent_by_writing",
    "recused_leave",
)


def settings_in(row) -> Settings:
    """Of a row that holds them; the defaults where there is none."""
    return Settings(**{name: getattr(row, name) for name in (*NAMES, "legal_ground")}) if row else DEFAULTS


def settings_of(round_id: int) -> Settings:
    return settings_in(db.session.scalar(select(CouncilSettings).where(CouncilSettings.round_id == round_id)))


# Building these costs more than reading by them, and they never differ.
@cache
def _heads():
    return (
        select(
            CouncilSession,
            Round.id.label("round_id"),
            Round.ward_id,
            Round.campaign_id,
            Round.ranking_id,
            Round.quota_collectives,
            Round.quota_individuals,
            Round.quota_households,
            Round.locked_at,
            Round.closed_at,
            Campaign.slug,
            Campaign.name.label("campaign"),
            Campaign.starts_on,
            Campaign.ends_on,
            Ward.name.label("ward"),
            *posting_columns(),
        )
        .join(Round, Round.id == CouncilSession.round_id)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .join(Ward, Ward.id == Round.ward_id)
    )


@cache
def _heads_beside():
    return _heads().add_columns(struck_in(Round.id).label("struck"), late_in(Campaign.id).label("late"))


def head_of(*where):
    """The row of one session; None where there is no such."""
    return db.session.execute(_heads().where(*where)).one_or_none()


def head_beside(*where):
    """The same with what stands beside the agenda: how many were ``struck`` from the list, and how many records were
    approved or reversed since the freeze (``late``; None before one)."""
    return db.session.execute(_heads_beside().where(*where)).one_or_none()


def heads_of(*where) -> list:
    """The rows of some sessions, the first one of a round first."""
    return list(db.session.execute(_heads().where(*where).order_by(CouncilSession.number)))


def locked_head(*where):
    """The same under the session's lock, for a verb."""
    found = _heads().where(*where).with_for_update(of=CouncilSession).execution_options(populate_existing=True)
    return db.session.execute(found).one_or_none()


def version_of(session_id: int, reach) -> int | None:
    """How often something happened in a session: all that a page needs that asks whether it is still true."""
    return db.session.scalar(
        select(CouncilSession.version).where(CouncilSession.id == session_id, reach.where(CouncilSession.ward_id))
    )
