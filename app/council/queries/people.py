"""Who can belong to a session, and whose conflicts are known."""

from sqlalchemy import select

from app.core.clock import today
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.council.models import CouncilMember, CouncilSession
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES, in_force

# Who may sit in a council, in the order in which they are listed.
SEATED_ROLES = tuple(
    role
    for role in (Role.WARD_LEADER, Role.COUNCIL_MEMBER, Role.SECRETARY, Role.CLERK)
    if Permission.COUNCIL_VOTE in MATRIX[role]
)


def _last_post():
    """The post that somebody had in the last session of the ward to which they belonged."""
    return (
        select(CouncilMember.post)
        .where(CouncilMember.user_id == User.id, CouncilMember.ward_id == Grant.ward_id, CouncilMember.post != "")
        .order_by(CouncilMember.id.desc())
        .limit(1)
        .correlate(User, Grant)
        .scalar_subquery()
    )


def _eligible(ward_id: int):
    return (
        select(User.id, User.name, User.sort_key, User.gender, Grant.role, Grant.title, _last_post().label("post"))
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.ward_id == ward_id, Grant.role.in_(SEATED_ROLES), in_force(today()), User.disabled_at.is_(None))
    )


def eligible(ward_id: int) -> list:
    """Rows (id, name, gender, role, title, ``post`` of their last session) of people of the ward who may sit in its
    council, once each: leaders, members of the council, secretaries, clerks, each by name."""
    order = {role.value: at for at, role in enumerate(SEATED_ROLES)}
    rows = db.session.execute(_eligible(ward_id)).all()
    rows.sort(key=lambda row: (order[row.role], row.sort_key, row.id))
    once: dict[int, object] = {}
    for row in rows:
        once.setdefault(row.id, row)
    return list(once.values())


def called_for(ward_id: int, user_ids: set[int]) -> dict[int, str]:
    """The names of those of these people who may sit in the ward's council."""
    rows = db.session.execute(_eligible(ward_id).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}


def members_now(ward_id: int, round_id: int) -> list[int]:
    """Whom the rules of a round concern: who belongs to its session; before one is called, all who may sit in it."""
    seated = (
        select(CouncilMember.user_id)
        .join(CouncilSession, CouncilSession.id == CouncilMember.session_id)
        .where(CouncilSession.round_id == round_id, CouncilSession.state != "failed")
    )
    return list(db.session.scalars(seated)) or [one.id for one in eligible(ward_id)]


def teams_of(ward_id: int, user_ids: set[int], since) -> dict[int, set[int]]:
    """In which teams of the ward these people stood at any time since that day."""
    found: dict[int, set[int]] = {user_id: set() for user_id in user_ids}
    rows = db.session.execute(
        select(Grant.user_id, Grant.team_id).where(
            Grant.ward_id == ward_id,
            Grant.user_id.in_(user_ids),
            Grant.role.in_(ROSTER_ROLES),
            Grant.team_id.is_not(None),
            Grant.starts_on <= today(),
            Grant.ends_on.is_(None) | (Grant.ends_on > since),
        )
    )
    for user_id, team_id in rows:
        found[user_id].add(team_id)
    return found
