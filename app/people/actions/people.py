"""Adding people and giving them roles."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Role
from app.core.reasons import Refused
from app.core.text import fold, name_sort_key
from app.people.events import ConsentChanged, PersonAdded, PersonChanged, RoleEnded, RoleGranted
from app.people.models import Consent, Grant, User
from app.people.queries import in_force
from app.people.rules import GrantAnswer

CONSENT_VERSION = 1


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
    user = User(
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
    _insert(user)
    announce(PersonAdded(ward_id=ward_id, subject_id=user.id, by=by))
    return user


def _insert(user: User) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        raise Refused(GrantAnswer.TAKEN_LOGIN) from error


@action
def change_person(user: User, by: int | None, ward_id: int | None = None, **changes) -> User:
    """Set any of name, phone, email, gender, birth_year; only what differs is written and told."""
    fields = {"name", "phone", "email", "gender", "birth_year"}
    if not set(changes) <= fields:
        raise ValueError(f"not a field of a person: {set(changes) - fields}")
    changed = sorted(field for field, value in changes.items() if getattr(user, field) != value)
    if not changed:
        return user
    try:
        with db.session.begin_nested():
            for field in changed:
                setattr(user, field, changes[field])
            user.sort_key, user.search_key = name_sort_key(user.name), fold(user.name)
            db.session.flush()
    except IntegrityError as error:
        raise Refused(GrantAnswer.TAKEN_LOGIN) from error
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
) -> Grant:
    """Give a role from a day on (today by default). Refused where it is held already."""
    if role is Role.TEAM_LEADER and team_id is None:
        raise Refused(GrantAnswer.NEEDS_TEAM)
    grant = Grant(
        user_id=user.id,
        role=role.value,
        ward_id=ward_id,
        team_id=team_id,
        title=title,
        starts_on=starts_on or today(),
        granted_by=by,
        granted_at=now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(grant)
    except IntegrityError as error:
        raise Refused(GrantAnswer.ALREADY) from error
    announce(
        RoleGranted(
            ward_id=ward_id,
            subject_id=grant.id,
            by=by,
            after={"user": user.id, "role": role.value, "team": team_id, "from": grant.starts_on},
        )
    )
    return grant


@action
def end_role(grant: Grant, by: int | None, on: date | None = None) -> None:
    """End a role with a day (today: it no longer counts at once)."""
    day = max(on or today(), grant.starts_on)
    if grant.role == Role.ADMINISTRATOR.value and grant.ward_id is None:
        others = select(Grant.id).where(
            Grant.role == grant.role, Grant.ward_id.is_(None), Grant.id != grant.id, in_force(today())
        )
        if db.session.scalar(others.limit(1)) is None:
            raise Refused(GrantAnswer.LAST_ADMIN)
    ended = db.session.execute(
        update(Grant).where(Grant.id == grant.id, Grant.ends_on.is_(None)).values(ends_on=day, ended_by=by)
    )
    if ended.rowcount:
        db.session.refresh(grant)
        announce(
            RoleEnded(
                ward_id=grant.ward_id,
                subject_id=grant.id,
                by=by,
                before={"user": grant.user_id, "role": grant.role, "team": grant.team_id},
                after={"until": day},
            )
        )


@action
def choose_language(user_id: int, language: str) -> None:
    db.session.execute(update(User).where(User.id == user_id).values(language=language))


@action
def agree(user_id: int, purpose: str) -> None:
    """Give consent to one purpose; giving it twice changes nothing."""
    given = select(Consent.id).where(
        Consent.user_id == user_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    if db.session.scalar(given) is None:
        db.session.add(Consent(user_id=user_id, purpose=purpose, text_version=CONSENT_VERSION, given_at=now()))
        announce(ConsentChanged(ward_id=None, subject_id=user_id, by=user_id, after={purpose: CONSENT_VERSION}))


@action
def withdraw(user_id: int, purpose: str) -> None:
    """Take consent back."""
    ended = db.session.execute(
        update(Consent)
        .where(Consent.user_id == user_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now())
    )
    if ended.rowcount:
        announce(ConsentChanged(ward_id=None, subject_id=user_id, by=user_id, after={purpose: None}))
