"""Awards of earlier years of those who are candidates now."""

from collections import defaultdict
from functools import cache

from sqlalchemy import Integer, String, and_, bindparam, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.campaigns.models import Campaign
from app.core.clock import LOCAL
from app.core.db import Instant, db
from app.decisions.models import AwardDecision, AwardLine, AwardRevocation
from app.earlier.models import EarlierAward
from app.earlier.rules import Earlier
from app.people.models import Grant, User
from app.places.models import Team

# How many lines of the ward's own are shown on their page, the latest.
MOST_LISTED = 300


def earlier_in(round_id: int) -> dict[int, list[Earlier]]:
    """Nomination of a round -> what that person or team was given before, the latest first; one statement."""
    found: dict[int, list[Earlier]] = defaultdict(list)
    for nomination_id, year, at, form, issuer, own in db.session.execute(_earlier(), {"round": round_id}):
        found[nomination_id].append(Earlier(year or at.astimezone(LOCAL).year, form, issuer, own))
    return {one: sorted(rows, key=lambda row: (-row.year, row.form, row.issuer)) for one, rows in found.items()}


@cache
def _earlier():
    """Built once: that costs more than the question, which never differs."""
    now, before, other = aliased(Nomination), aliased(Nomination), aliased(Round)
    entered = (
        select(
            now.id,
            EarlierAward.year,
            cast(null(), Instant).label("at"),
            EarlierAward.form,
            EarlierAward.issuer,
            EarlierAward.id.label("own"),
        )
        .join(
            EarlierAward,
            and_(
                EarlierAward.ward_id == now.ward_id,
                or_(EarlierAward.user_id == now.user_id, EarlierAward.team_id == now.team_id),
            ),
        )
        .where(now.round_id == bindparam("round"), EarlierAward.removed_at.is_(None))
    )
    decided = (
        select(
            now.id,
            cast(null(), Integer),
            AwardDecision.decided_at,
            cast(literal(""), String),
            Campaign.name,
            cast(null(), Integer),
        )
        .join(
            before,
            and_(
                before.round_id != now.round_id,
                or_(
                    before.user_id == now.user_id, and_(before.team_id == now.team_id, before.ward_id == now.ward_id)
                ),
            ),
        )
        .join(AwardLine, and_(AwardLine.nomination_id == before.id, AwardLine.granted))
        .join(AwardDecision, AwardDecision.id == AwardLine.decision_id)
        .join(other, other.id == before.round_id)
        .join(Campaign, Campaign.id == other.campaign_id)
        .outerjoin(AwardRevocation, AwardRevocation.line_id == AwardLine.id)
        .where(now.round_id == bindparam("round"), AwardRevocation.line_id.is_(None), before.ward_id == now.ward_id)
    )
    return union_all(entered, decided)


def entered_in(ward_id: int) -> list:
    """Rows (EarlierAward, name) of a ward that stand, the latest entered first."""
    person, team = aliased(User), aliased(Team)
    return list(
        db.session.execute(
            select(EarlierAward, person.name.label("person"), team.name.label("team"))
            .outerjoin(person, person.id == EarlierAward.user_id)
            .outerjoin(team, team.id == EarlierAward.team_id)
            .where(EarlierAward.ward_id == ward_id, EarlierAward.removed_at.is_(None))
            .order_by(EarlierAward.id.desc())
            .limit(MOST_LISTED)
        )
    )


def known_in(ward_id: int) -> list[tuple[str, str, int, str]]:
    """(name, "user" or "team", id, team or "") of everybody who has or had a role in the ward, once for each of their
    teams, and of its teams."""
    people = (
        select(User.name, literal("user"), User.id, func.coalesce(Team.name, ""))
        .join(Grant, Grant.user_id == User.id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(Grant.ward_id == ward_id)
    )
    teams = select(Team.name, literal("team"), Team.id, literal("")).where(Team.ward_id == ward_id)
    return [tuple(row) for row in db.session.execute(union_all(people, teams))]
