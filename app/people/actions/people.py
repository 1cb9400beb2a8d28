"""Adding people and giving them roles."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce, announce_all
from app.core.policy import ROLES_OF_POWER, Held, Role
from app.core.reasons import Refused
from app.core.text import fold, name_sort_key
from app.people.events import PersonAdded, PersonChanged, RoleEnded, RoleGranted
from app.people.models import Grant, User
from app.people.queries import had_power, held_from
from app.people.rules import NAME_STANDS, GrantAnswer, InviteAnswer, may_grant, may_manage

from .accounts import keep_an_administrator

FIELDS = frozenset({"name", "phone", "email", "gender", "birth_year"})
ROLES_IN_TEAM = frozenset({Role.VOLUNTEER, Role.TEAM_LEADER})


@action
def add_person(
    name: str,
    by: int | None,
    phone: str | None = None,
    email: str | None = None,
    gender: str | None = None,
    birth_year: int | None = None,
    password_hash: str | None = None,
    ward_id: int | None = None,
) -> User:
    """A new account without any role. ``phone`` and ``email`` come normalised. Refused where one is taken."""
    user, event = _new_person(name, by, phone, email, gender, birth_year, password_hash, ward_id)
    announce(event)
    return user


def _new_person(
    name, by, phone=None, email=None, gender=None, birth_year=None, password_hash=None, ward_id=None
) -> tuple[User, PersonAdded]:
    user = _insert(
        User,
        name=name,
        sort_key=name_sort_key(name),
        search_key=fold(name),
        phone=phone,
        email=email,
        gender=gender,
        birth_year=birth_year,
        password_hash=password_hash,
        created_at=now(),
    )
    if user is None:
        raise Refused(GrantAnswer.TAKEN_LOGIN)
    return user, PersonAdded(ward_id=ward_id, subject_id=user.id, by=by)


def _insert(model, **values):
    """The new row, or None where a unique one stands in its way; the transaction stays usable."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    query = dialect.insert(model).values(**values).on_conflict_do_nothing().returning(model)
    return db.session.scalar(query)


@action
def add_to_ward(by: int, own: tuple[Held, ...], ward_id: int, role: Role, team_id: int | None, **fields) -> User:
    """A new account with its first role. Refused where ``own`` may not give the role."""
    user, added = _new_person(by=by, ward_id=ward_id, **fields)
    _, granted = _new_grant(user, role, by, ward_id, team_id, own=own)
    announce_all([added, granted])
    return user


@action
def change_person(
    user: User, by: int | None, ward_id: int | None = None, own: tuple[Held, ...] | None = None, **changes
) -> User:
    """Set any of name, phone, email, gender, birth_year; only what differs is written and told. A name that stands
    in a published ranking or on the list of a round is refused: it changes by a correction alone.

    ``own``: the roles of whoever asks, who must cover those of the person (None: a command, an import).
    """
    if not set(changes) <= FIELDS:
        raise ValueError(f"not a field of a person: {set(changes) - FIELDS}")
    if own is not None and (answer := may_manage(own, held_from(user.id, today()))) is not InviteAnswer.YES:
        raise Refused(answer)
    changed = sorted(field for field, value in changes.items() if getattr(user, field) != value)
    if not changed:
        return user
    for field in changed:
        setattr(user, field, changes[field])
    user.sort_key, user.search_key = name_sort_key(user.name), fold(user.name)
    try:
        db.session.flush()
    except IntegrityError as error:
        stands = NAME_STANDS in str(error.orig)
        raise Refused(GrantAnswer.NAME_STANDS if stands else GrantAnswer.TAKEN_LOGIN) from error
    announce(PersonChanged(ward_id=ward_id, subject_id=user.id, by=by, after={"fields": changed}))
    return user


@action
def grant_role(
    user: User,
    role: Role,
    by: int | None,
    ward_id: int | None = None,
    team_id: int | None = None,
    title: str = "",
    starts_on: date | None = None,
    own: tuple[Held, ...] | None = None,
) -> Grant:
    """Give a role from a day on (today by default). Refused where it is held already.

    ``own``: the roles of whoever gives it (None: a command, an import, or somebody else agreed).
    """
    grant, event = _new_grant(user, role, by, ward_id, team_id, title, starts_on, own)
    announce(event)
    return grant


def _new_grant(
    user, role, by, ward_id=None, team_id=None, title="", starts_on=None, own=None
) -> tuple[Grant, RoleGranted]:
    if own is not None and not may_grant(own, role, ward_id):
        raise Refused(GrantAnswer.NOT_YOURS)
    if own is not None and role in ROLES_OF_POWER:
        _must_be_first(user.id, by, ward_id)
    # On screen a leader is always one team's; the command may make one who leads all teams of the ward.
    if role is Role.TEAM_LEADER and team_id is None and (own is not None or ward_id is None):
        raise Refused(GrantAnswer.NEEDS_TEAM)
    if role not in ROLES_IN_TEAM and team_id is not None:
        raise Refused(GrantAnswer.NO_TEAM)
    try:
        grant = _insert(
            Grant,
            user_id=user.id,
            role=role.value,
            ward_id=ward_id,
            team_id=team_id,
            title=title,
            starts_on=starts_on or today(),
            granted_by=by,
            granted_at=now(),
        )
    except IntegrityError as error:
        raise Refused(GrantAnswer.UNKNOWN_TEAM) from error
    if grant is None:
        raise Refused(GrantAnswer.ALREADY)
    after = {"user": user.id, "role": role.value, "team": team_id, "from": grant.starts_on}
    return grant, RoleGranted(ward_id=ward_id, subject_id=grant.id, by=by, after=after)


def _must_be_first(user_id: int, by: int | None, ward_id: int) -> None:
    """One alone gives a role of power only to a ward that never had anybody with one, and not to themselves; there is
    nobody yet who could agree."""
    if user_id == by:
        raise Refused(GrantAnswer.ONESELF)
    if had_power(ward_id):
        raise Refused(GrantAnswer.TAKES_TWO)


@action
def end_role(grant: Grant, by: int | None, on: date | None = None, own: tuple[Held, ...] | None = None) -> None:
    """End a role with a day (today: it no longer counts at once). ``own`` as in ``grant_role``."""
    if own is not None and not may_grant(own, Role(grant.role), grant.ward_id):
        raise Refused(GrantAnswer.NOT_YOURS)
    day = max(on or today(), grant.starts_on)
    if grant.role == Role.ADMINISTRATOR.value and grant.ward_id is None:
        keep_an_administrator(without_grant=grant.id)
    ended = db.session.execute(
        update(Grant).where(Grant.id == grant.id, Grant.ends_on.is_(None)).values(ends_on=day, ended_by=by)
    )
    if ended.rowcount:
        announce(
            RoleEnded(
                ward_id=grant.ward_id,
                subject_id=grant.id,
                by=by,
                before={"user": grant.user_id, "role": grant.role, "team": grant.team_id},
                after={"until": day},
            )
        )
