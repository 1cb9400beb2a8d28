"""Reading what waits for a second person, who that could be, and who decides from when on."""

from sqlalchemy import and_, func, literal, not_, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.db import Instant, db
from app.core.policy import ROLES_OF_POWER, Role
from app.people.models import Grant, Invitation, User
from app.people.queries import in_force, not_ended
from app.people.rules import WATCHED
from app.powers.models import PowerWait, RoleRequest
from app.powers.rules import REQUEST_LIFE

POWER = [role.value for role in sorted(ROLES_OF_POWER)]
# Rows on the page, the latest.
MOST_LISTED = 50

_waits = PowerWait.__table__.c
_own = select(func.max(_waits.until, type_=Instant())).where(
    _waits.user_id == User.__table__.c.id, _waits.confirmed_at.is_(None)
)
# From when on somebody decides, and from when on they approve records: parts of the statement that every page begins
# with (``app/wiring.py``).
DECIDES_FROM, APPROVES_FROM = _own.scalar_subquery(), _own.where(not_(_waits.lone)).scalar_subquery()


def open_requests(ward_id: int | None):
    """The conditions that a request of this ward still waits."""
    return RoleRequest.ward_id == ward_id, RoleRequest.answer.is_(None), RoleRequest.at >= now() - REQUEST_LIFE


def _requests():
    person, asker, second = aliased(User), aliased(User), aliased(User)
    return (
        select(RoleRequest, person.name.label("person"), asker.name.label("asked_by"), second.name.label("second"))
        .join(person, person.id == RoleRequest.user_id)
        .join(asker, asker.id == RoleRequest.by)
        .outerjoin(second, second.id == RoleRequest.answered_by)
        .order_by(RoleRequest.id.desc())
        .limit(MOST_LISTED)
    )


def requests_in(ward_id: int) -> list:
    """Rows (RoleRequest, person, asked_by, second) of the ward, the latest first."""
    return list(db.session.execute(_requests().where(RoleRequest.ward_id == ward_id)).all())


def asked_for_before(user_id: int, ward_id: int) -> bool:
    """Whether the account was made with a request of this ward: a role was asked for, and it never had any."""
    asked = select(RoleRequest.id).where(RoleRequest.user_id == user_id, RoleRequest.ward_id == ward_id).exists()
    had = select(Grant.id).where(Grant.user_id == user_id).exists()
    return db.session.scalar(select(and_(asked, not_(had))))


def waits_in(ward_id: int, day) -> list:
    """Rows (id, name, until, issuers): people of the ward who don't decide yet, the ids of who made their slips."""
    here = select(Grant.user_id).where(Grant.ward_id == ward_id, Grant.role.in_(POWER), not_ended(day))
    rows = db.session.execute(
        select(PowerWait.user_id, User.name, PowerWait.until, PowerWait.issued_by)
        .join(User, User.id == PowerWait.user_id)
        .where(PowerWait.user_id.in_(here), PowerWait.confirmed_at.is_(None), PowerWait.until > now())
        .order_by(PowerWait.until, PowerWait.id)
    )
    found = {}
    for row in rows:
        one = found.setdefault(row.user_id, {"id": row.user_id, "name": row.name, "issuers": set()})
        one["until"] = row.until
        one["issuers"].add(row.issued_by)
    return list(found.values())


def holders_in(wards, day) -> set[int]:
    """The ids of those who decide in these wards on a day and whose account is open."""
    query = (
        select(Grant.user_id)
        .join(User, User.id == Grant.user_id)
        .where(Grant.ward_id.in_(wards), Grant.role.in_(POWER), in_force(day), User.disabled_at.is_(None))
    )
    return set(db.session.scalars(query))


def wards_of(user_id: int, day) -> set[int]:
    """The wards in which somebody has, or will have, a role that decides."""
    query = select(Grant.ward_id).where(Grant.user_id == user_id, Grant.role.in_(POWER), not_ended(day))
    return set(db.session.scalars(query))


def told_about(user_ids, day) -> list:
    """Rows (person, holder, ward_id): for each of these people everybody who decides in one of their wards, and
    themselves; for who administers the whole site all who do."""
    own, other = aliased(Grant), aliased(Grant)
    here = and_(own.ward_id == other.ward_id, other.role.in_(POWER))
    site = and_(own.ward_id.is_(None), other.ward_id.is_(None), other.role == Role.ADMINISTRATOR.value)
    watched = [role.value for role in sorted(WATCHED)]
    query = (
        select(own.user_id.label("person"), other.user_id.label("holder"), func.min(other.ward_id).label("ward_id"))
        .join(other, or_(here, site))
        .join(User, User.id == other.user_id)
        .where(
            own.user_id.in_(user_ids),
            own.role.in_(watched),
            or_(own.ends_on.is_(None), own.ends_on >= day),
            other.starts_on <= day,
            or_(other.ends_on.is_(None), other.ends_on > day),
            User.disabled_at.is_(None),
        )
        .group_by(own.user_id, other.user_id)
        .order_by(own.user_id, other.user_id)
    )
    return list(db.session.execute(query).all())


def lone_in_their_wards(user_ids) -> set[int]:
    """Those of these people in whose wards nobody else decides or ever did."""
    own, other = aliased(Grant), aliased(Grant)
    others = select(other.id).where(other.ward_id == own.ward_id, other.role.in_(POWER), other.user_id != own.user_id)
    rows = db.session.execute(
        select(own.user_id, others.exists().label("others")).where(own.user_id.in_(user_ids), own.role.in_(POWER))
    ).all()
    return {row.user_id for row in rows} - {row.user_id for row in rows if row.others}


def slips_used(user_ids) -> list:
    """Rows (user_id, issued_by) of those whose password was set with a slip and not changed since."""
    last = (
        select(Invitation.user_id, func.max(Invitation.id).label("id"))
        .where(Invitation.user_id.in_(user_ids), Invitation.used_at.is_not(None))
        .group_by(Invitation.user_id)
        .subquery()
    )
    query = (
        select(User.id, Invitation.issued_by)
        .outerjoin(last, last.c.user_id == User.id)
        .outerjoin(Invitation, Invitation.id == last.c.id)
        .where(User.id.in_(user_ids), User.password_by_slip)
    )
    return list(db.session.execute(query).all())


def on_the_page_of(ward_id: int | None):
    """Columns for the page of a person: from when on they decide, and how many roles are asked for them here."""
    asked = (
        select(func.count())
        .select_from(RoleRequest)
        .where(RoleRequest.user_id == User.id, *open_requests(ward_id))
        .scalar_subquery()
    )
    return DECIDES_FROM.label("decides_from"), (asked if ward_id else literal(0)).label("roles_asked")
