"""What somebody is asked: for themselves, and for the teams that they lead today."""

from typing import NamedTuple

from sqlalchemy import or_, select

from app.awards.models import Nomination, Round
from app.awards.queries import told_to
from app.campaigns.models import Campaign
from app.commended.queries.lines import lines_where
from app.commended.rules import Line
from app.core.clock import today
from app.core.db import db
from app.core.policy import Role
from app.people.models import Grant
from app.people.queries import in_force


class Mine(NamedTuple):
    """``post``: as it is printed; ``told``: the achievement in words."""

    line: Line
    round_id: int
    ward_id: int
    campaign_id: int
    campaign: str
    slug: str
    closed: bool
    post: str
    told: str


def _led(user_id: int):
    return select(Grant.team_id).where(
        Grant.user_id == user_id, Grant.role == Role.TEAM_LEADER.value, Grant.team_id.is_not(None), in_force(today())
    )


def _whose(user_id: int):
    return or_(Nomination.user_id == user_id, Nomination.team_id.in_(_led(user_id)))


def mine_of(user_id: int) -> list[Line]:
    """Everything that this person answers."""
    return lines_where(_whose(user_id))


def one_of_mine(nomination_id: int, user_id: int) -> Mine | None:
    """One of it with all that is printed; None where it is not theirs, or was not asked."""
    found = lines_where(Nomination.id == nomination_id, _whose(user_id))
    if not found:
        return None
    title = (
        select(Grant.title)
        .where(Grant.user_id == Nomination.user_id, Grant.ward_id == Nomination.ward_id, Grant.title != "")
        .order_by(Grant.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(Round.id, Round.ward_id, Round.campaign_id, Round.closed_at, Campaign.name, Campaign.slug, title)
        .select_from(Nomination)
        .join(Round, Round.id == Nomination.round_id)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .where(Nomination.id == nomination_id)
    ).one()
    told = told_to(nomination_id).text
    return Mine(
        found[0],
        row.id,
        row.ward_id,
        row.campaign_id,
        row.name,
        row.slug,
        row.closed_at is not None,
        row[6] or "",
        told,
    )


def leaders_of(nomination_ids: list[int]) -> dict[int, list[int]]:
    """Nomination -> who answers for it: the person, or who leads the team today."""
    rows = db.session.execute(
        select(Nomination.id, Nomination.user_id, Grant.user_id.label("leader"))
        .outerjoin(
            Grant,
            (Grant.team_id == Nomination.team_id) & (Grant.role == Role.TEAM_LEADER.value) & in_force(today()),
        )
        .where(Nomination.id.in_(nomination_ids))
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        who = row.user_id or row.leader
        if who is not None:
            found.setdefault(row.id, []).append(who)
    return found
