"""Claims with their shift, their team, and who was named."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Row

from app.claims.models import ClaimName, TeamClaim
from app.core.clock import now
from app.core.db import db
from app.core.policy import Reach
from app.people.models import User
from app.places.models import Point, Team
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp


@dataclass(frozen=True, slots=True)
class Claim:
    """A team's seats in a shift. ``unnamed`` as they count now: none once ``until`` has come."""

    id: int
    ward_id: int
    shift_id: int
    team_id: int
    team: str
    seats: int
    unnamed: int
    until: datetime
    day: date
    starts_at: datetime
    ends_at: datetime
    point: str
    cancelled: bool
    names: tuple[str, ...]

    @property
    def named(self) -> int:
        return len(self.names)


@cache
def _claims():
    return (
        select(
            TeamClaim.id,
            TeamClaim.ward_id,
            TeamClaim.shift_id,
            TeamClaim.team_id,
            Team.name.label("team"),
            TeamClaim.seats,
            TeamClaim.unnamed,
            TeamClaim.until,
            Shift.day,
            Shift.starts_at,
            Shift.ends_at,
            Point.name.label("point"),
            Shift.cancelled_at,
            User.name.label("named"),
        )
        .join(Team, Team.id == TeamClaim.team_id)
        .join(Shift, Shift.id == TeamClaim.shift_id)
        .join(Point, Point.id == Shift.point_id)
        .outerjoin(ClaimName, ClaimName.claim_id == TeamClaim.id)
        .outerjoin(SignUp, (SignUp.id == ClaimName.sign_up_id) & (SignUp.state == SEATED))
        .outerjoin(User, User.id == SignUp.user_id)
        .order_by(Shift.starts_at, Team.sort_key, TeamClaim.id, User.sort_key)
    )


def _read(rows) -> list[Claim]:
    moment, grouped = now(), {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    out = []
    for same in grouped.values():
        first = same[0]
        over = first.until <= moment
        names = tuple(row.named for row in same if row.named is not None)
        seats, unnamed = (first.seats - first.unnamed, 0) if over else (first.seats, first.unnamed)
        *head, cancelled_at, _named = first
        head[5:7] = seats, unnamed
        out.append(Claim(*head, cancelled_at is not None, names))
    return out


def _found(*where, **values) -> list[Claim]:
    return _read(db.session.connection().execute(_claims().where(*where), values))


def claim_by_id(claim_id: int) -> Claim | None:
    return next(iter(_found(TeamClaim.id == bindparam("claim"), claim=claim_id)), None)


def claims_on(shift_id: int) -> list[Claim]:
    """All teams' seats of one shift, those without any left out."""
    return [one for one in _found(TeamClaim.shift_id == bindparam("shift"), shift=shift_id) if one.seats]


def claims_of_teams(campaign_id: int, reach: Reach) -> list[Claim]:
    """Coming seats of the teams in the reach, by the start of the shift."""
    found = _found(
        Shift.campaign_id == bindparam("campaign"),
        Shift.ends_at > bindparam("now"),
        reach.where(TeamClaim.ward_id, TeamClaim.team_id),
        campaign=campaign_id,
        now=now(),
    )
    return [one for one in found if one.seats]


def has_claim(turn, team_id: int) -> Row | None:
    """Row (id, seats, unnamed) of the team's claim in this shift, as it is stored: all None where there is none. None
    where there is no such team in the ward."""
    return db.session.execute(
        select(TeamClaim.id, TeamClaim.seats, TeamClaim.unnamed)
        .select_from(Team)
        .outerjoin(TeamClaim, (TeamClaim.team_id == Team.id) & (TeamClaim.shift_id == turn.id))
        .where(Team.id == team_id, Team.ward_id == turn.ward_id)
    ).first()


def unreleased() -> list[int]:
    """Ids of the shifts whose unnamed seats are over and not given back yet."""
    rows = db.session.scalars(
        select(Shift.id)
        .where(Shift.team_unnamed > 0, Shift.team_until <= now(), Shift.cancelled_at.is_(None))
        .order_by(Shift.id)
    )
    return list(rows)


def teams_in_reach(ward_id: int, reach: Reach) -> list[Row]:
    """Rows (id, name) of the ward's teams for which seats can be taken with this reach."""
    query = select(Team.id, Team.name).where(Team.ward_id == ward_id, reach.where(Team.ward_id, Team.id))
    return list(db.session.execute(query.order_by(Team.sort_key, Team.id)))
