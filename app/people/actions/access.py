"""Passwords, sign-in links, closing and opening accounts."""

import secrets

from sqlalchemy import insert, select, update

from app.core.clock import now, today
from app.core.db import action, db, locked
from app.core.events import announce, announce_all
from app.core.policy import Held, Role
from app.core.reasons import Refused
from app.people.events import Invited, PasswordSet, PersonDisabled, PersonEnabled
from app.people.models import Grant, Invitation, User
from app.people.passwords import hash_password, matches
from app.people.queries import held_by, held_from, held_from_many, in_force
from app.people.rules import (
    INVITATION_LIFE,
    GrantAnswer,
    InviteAnswer,
    LinkAnswer,
    PasswordAnswer,
    SignInAnswer,
    may_invite,
    may_manage,
    may_use_password,
    minutes_left,
)
from app.people.sign_in import hashed

from .door import end_sessions_quietly
from .throttle import take_try


def _hash_of(user: User, password: str) -> str:
    """Made before any lock is taken: it needs a twentieth of a second. Refused where the password is weak."""
    answer = may_use_password(password, tuple(word for word in (user.phone, user.email, user.name) if word))
    if answer is not PasswordAnswer.YES:
        raise Refused(answer)
    return hash_password(password)


@action
def _set_password(user: User, password_hash: str, by: int | None, but: int | None = None) -> None:
    """Ends all sessions (except ``but``) and open links."""
    user.password_hash = password_hash
    _withdraw_links([user.id])
    ended = end_sessions_quietly(user.id, but)
    announce(PasswordSet(ward_id=None, subject_id=user.id, by=by, after={"sessions_ended": ended}))


def set_first_password(user: User, password: str, by: int | None) -> bool:
    """For an account without a password, such as an imported one; one that has a password keeps it."""
    if user.password_hash is not None:
        return False
    _set_password(user, _hash_of(user, password), by)
    return True


def change_password(user: User, old: str, new: str, but: int) -> None:
    """One's own password, with the old one as proof; other browsers are signed out."""
    if not take_try({"device": f"{user.id}|change"}):
        raise Refused(SignInAnswer.SLOW_DOWN, minutes=minutes_left(now()))
    if not matches(user.password_hash, old):
        raise Refused(SignInAnswer.WRONG)
    _set_password(user, _hash_of(user, new), by=user.id, but=but)


def _open(invitation=Invitation):
    return invitation.used_at.is_(None), invitation.withdrawn_at.is_(None)


def _withdraw_links(user_ids) -> None:
    db.session.execute(
        update(Invitation).where(Invitation.user_id.in_(user_ids), *_open()).values(withdrawn_at=now())
    )


@action
def invite_many(
    users: list[User], issuer_id: int, issuer_held: tuple[Held, ...], ward_id: int | None
) -> tuple[list[tuple[User, str]], list[tuple[User, InviteAnswer]]]:
    """A new sign-in link for each; earlier ones stop working. Returns (user, token), each token told only here,
    and (user, reason) of those for whom no link may be issued."""
    held = held_from_many([user.id for user in users], today())
    answers = [
        (user, may_invite(issuer_held, held[user.id], user.disabled_at is not None, bool(user.phone or user.email)))
        for user in users
    ]
    refused = [(user, answer) for user, answer in answers if answer is not InviteAnswer.YES]
    links = [(user, secrets.token_urlsafe(32)) for user, answer in answers if answer is InviteAnswer.YES]
    if not links:
        return [], refused
    moment = now()
    _withdraw_links([user.id for user, _ in links])
    rows = [
        {
            "ward_id": ward_id,
            "user_id": user.id,
            "token_hash": hashed(token),
            "issued_by": issuer_id,
            "issued_at": moment,
            "expires_at": moment + INVITATION_LIFE,
        }
        for user, token in links
    ]
    found = db.session.execute(insert(Invitation).returning(Invitation.id, Invitation.user_id), rows).all()
    announce_all([Invited(ward_id=ward_id, subject_id=i, by=issuer_id, after={"user": u}) for i, u in sorted(found)])
    return links, refused


@action
def invite(user: User, issuer_id: int, issuer_held: tuple[Held, ...], ward_id: int | None) -> str:
    """A new sign-in link for one person. Returns the token, told once."""
    links, refused = invite_many([user], issuer_id, issuer_held, ward_id)
    for _, answer in refused:
        raise Refused(answer)
    return links[0][1]


def invited_person(token: str) -> User | None:
    """Whom a link is for, while it can be used: not spent, and its issuer still covers what the person may do,
    who may have risen since."""
    row = db.session.execute(
        select(User, Invitation.issued_by)
        .join(Invitation, Invitation.user_id == User.id)
        .where(Invitation.token_hash == hashed(token), *_open(), Invitation.expires_at > now())
    ).one_or_none()
    if row is None:
        return None
    user, issuer_id = row
    held = held_from(user.id, today())
    may = may_invite(_held_by_issuer(issuer_id), held, user.disabled_at is not None, bool(user.phone or user.email))
    return user if may is InviteAnswer.YES else None


def _held_by_issuer(issuer_id: int | None) -> tuple[Held, ...]:
    """What the issuer holds now, nothing once the account is closed; the command line may do everything."""
    if issuer_id is None:
        return (Held(Role.ADMINISTRATOR),)
    active = db.session.scalar(select(User.id).where(User.id == issuer_id, User.disabled_at.is_(None)))
    return held_by(issuer_id, today()) if active else ()


def accept_invitation(token: str, password: str) -> User:
    """Set the password with a link. The link works once, even for two browsers at the same moment."""
    user = invited_person(token)
    if user is None:
        raise Refused(LinkAnswer.SPENT)
    _redeem(token, user, _hash_of(user, password))
    return user


@action
def _redeem(token: str, user: User, password_hash: str) -> None:
    used = db.session.execute(
        update(Invitation).where(Invitation.token_hash == hashed(token), *_open()).values(used_at=now())
    )
    if not used.rowcount:
        raise Refused(LinkAnswer.SPENT)
    _set_password(user, password_hash, by=user.id)


def _must_manage(user: User, own: tuple[Held, ...]) -> None:
    answer = may_manage(own, held_from(user.id, today()))
    if answer is not InviteAnswer.YES:
        raise Refused(answer)


@action
def close_account(user: User, by: int, own: tuple[Held, ...], ward_id: int | None) -> None:
    """Nobody signs in with this account any more; its sessions end at once and open links stop working."""
    if user.id == by:
        raise Refused(GrantAnswer.OWN_ACCOUNT)
    _must_manage(user, own)
    keep_an_administrator(without_user=user.id)
    closed = db.session.execute(
        update(User).where(User.id == user.id, User.disabled_at.is_(None)).values(disabled_at=now())
    )
    if closed.rowcount:
        db.session.refresh(user)
        _withdraw_links([user.id])
        ended = end_sessions_quietly(user.id)
        announce(PersonDisabled(ward_id=ward_id, subject_id=user.id, by=by, after={"sessions_ended": ended}))


def keep_an_administrator(without_user: int | None = None, without_grant: int | None = None) -> None:
    """Refused where the site would be left without anybody who administers it. Locks those grants, so that two
    administrators can't remove each other at the same moment."""
    grants = locked(Grant, Grant.role == Role.ADMINISTRATOR.value, Grant.ward_id.is_(None), in_force(today()))
    active = set(
        db.session.scalars(
            select(User.id).where(User.id.in_({grant.user_id for grant in grants}), User.disabled_at.is_(None))
        )
    )
    left = [g for g in grants if g.user_id in active and g.user_id != without_user and g.id != without_grant]
    if active and not left:
        raise Refused(GrantAnswer.LAST_ADMIN)


@action
def open_account(user: User, by: int, own: tuple[Held, ...], ward_id: int | None) -> None:
    _must_manage(user, own)
    opened = db.session.execute(
        update(User).where(User.id == user.id, User.disabled_at.is_not(None)).values(disabled_at=None)
    )
    if opened.rowcount:
        db.session.refresh(user)
        announce(PersonEnabled(ward_id=ward_id, subject_id=user.id, by=by))
