"""Signing in and out, passwords, invitations, closing accounts."""

import hashlib
import secrets

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Held
from app.core.reasons import Refused
from app.people.events import Invited, PasswordSet, PersonDisabled, PersonEnabled, SignedIn, SignedOut, SignInRefused
from app.people.models import Invitation, SignIn, Throttle, User
from app.people.passwords import hash_password, matches, outdated
from app.people.queries import held_by, user_by_login
from app.people.rules import (
    INVITATION_LIFE,
    LIMITS,
    WINDOW,
    InviteAnswer,
    LinkAnswer,
    PasswordAnswer,
    SignInAnswer,
    may_invite,
    may_use_password,
    window_start,
)
from app.people.sign_in import hashed, start_session


def sign_in(login: str, password: str, address: str, known, device: str = "") -> tuple[User, str, tuple[Held, ...]]:
    """The person, a new session's token and the roles held.

    Refused with the same words whether the login or the password is wrong. A try is counted before the password
    is looked at, so that guesses sent at once count too; ``known(user_id)`` tells whether this browser has signed
    in to that account before: then guesses from elsewhere don't lock it out.
    """
    user = user_by_login(login)
    subject = str(user.id) if user else "login:" + login.strip().lower()[:200]
    keys = {"pair": f"{subject}|{address}", "address": address}
    if not (user and known(user.id)):
        keys["account"] = subject
    if not _take_try(keys):
        raise Refused(SignInAnswer.SLOW_DOWN, minutes=int(WINDOW.total_seconds() // 60))
    fits = matches(user.password_hash if user else None, password)
    if not fits or user.disabled_at is not None:
        _note_refusal(user.id if user else None)
        raise Refused(SignInAnswer.WRONG)
    held = held_by(user.id, today())
    return user, _let_in(user, held, password, keys, device), held


@action
def _let_in(user: User, held, password: str, keys: dict[str, str], device: str) -> str:
    _give_back_try(keys)
    if outdated(user.password_hash):
        db.session.execute(update(User).where(User.id == user.id).values(password_hash=hash_password(password)))
    token = start_session(user, held, device)
    announce(SignedIn(ward_id=_one_ward(held), subject_id=user.id, by=user.id))
    return token


def _one_ward(held: tuple[Held, ...]) -> int | None:
    return next((one.ward_id for one in held if one.ward_id is not None), None)


@action
def _note_refusal(user_id: int | None) -> None:
    announce(SignInRefused(ward_id=None, subject_id=user_id, by=None))


def _key(kind: str, text: str) -> str:
    """Neither phones nor addresses are kept, only what they hash to."""
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


@action
def _take_try(keys: dict[str, str]) -> bool:
    """Count one try under each key; False when one of them had its share in this window."""
    window = window_start(now())
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    allowed = True
    db.session.execute(delete(Throttle).where(Throttle.window < window - 12 * WINDOW))
    for kind, text in sorted(keys.items()):
        row = dialect.insert(Throttle).values(key=_key(kind, text), window=window, tries=1)
        again = (Throttle.window == row.excluded.window).cast(db.Integer)
        tries = db.session.scalar(
            row.on_conflict_do_update(
                index_elements=[Throttle.key],
                set_={"tries": Throttle.tries * again + 1, "window": row.excluded.window},
            ).returning(Throttle.tries)
        )
        allowed = allowed and tries <= LIMITS[kind]
    return allowed


def _give_back_try(keys: dict[str, str]) -> None:
    """A right password clears the account's tries and its own share of the address's."""
    for kind, text in sorted(keys.items()):
        change = 1 if kind == "address" else Throttle.tries
        db.session.execute(
            update(Throttle)
            .where(Throttle.key == _key(kind, text), Throttle.tries > 0)
            .values(tries=Throttle.tries - change)
        )


@action
def end_session(sign_in_id: int, user_id: int) -> None:
    """Sign this browser out, on the server."""
    ended = db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.user_id == user_id, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )
    if ended.rowcount:
        announce(SignedOut(ward_id=None, subject_id=user_id, by=user_id))


@action
def end_other_sessions(user_id: int, but: int | None = None) -> int:
    """Sign out everywhere, or everywhere else; returns how many sessions ended."""
    query = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    if but is not None:
        query = query.where(SignIn.id != but)
    ended = db.session.execute(query.values(ended_at=now())).rowcount
    if ended:
        announce(SignedOut(ward_id=None, subject_id=user_id, by=user_id, after={"sessions": ended}))
    return ended


def own_words(user: User) -> tuple[str, ...]:
    return tuple(word for word in (user.phone, user.email, user.name) if word)


@action
def set_password(user: User, password: str, by: int | None, but: int | None = None) -> None:
    """A new password; ends all sessions (except ``but``) and open invitations. Refused if it is a weak one."""
    answer = may_use_password(password, own_words(user))
    if answer is not PasswordAnswer.YES:
        raise Refused(answer)
    db.session.execute(update(User).where(User.id == user.id).values(password_hash=hash_password(password)))
    db.session.refresh(user)
    db.session.execute(
        update(Invitation)
        .where(Invitation.user_id == user.id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now())
    )
    end_other_sessions(user.id, but)
    announce(PasswordSet(ward_id=None, subject_id=user.id, by=by))


def change_password(user: User, old: str, new: str, but: int) -> None:
    """One's own password, with the old one as proof; other browsers are signed out."""
    if not _take_try({"pair": f"{user.id}|change"}):
        raise Refused(SignInAnswer.SLOW_DOWN, minutes=int(WINDOW.total_seconds() // 60))
    if not matches(user.password_hash, old):
        raise Refused(SignInAnswer.WRONG)
    set_password(user, new, by=user.id, but=but)


@action
def invite(user: User, issuer_id: int, issuer_held: tuple[Held, ...], ward_id: int | None) -> str:
    """A new sign-in link for this person; earlier ones stop working. Returns the token, told once."""
    answer = may_invite(
        issuer_held, held_by(user.id, today()), user.disabled_at is not None, bool(user.phone or user.email)
    )
    if answer is not InviteAnswer.YES:
        raise Refused(answer)
    moment, token = now(), secrets.token_urlsafe(32)
    db.session.execute(
        update(Invitation)
        .where(Invitation.user_id == user.id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=moment)
    )
    invitation = Invitation(
        ward_id=ward_id,
        user_id=user.id,
        token_hash=hashed(token),
        issued_by=issuer_id,
        issued_at=moment,
        expires_at=moment + INVITATION_LIFE,
    )
    db.session.add(invitation)
    db.session.flush()
    announce(Invited(ward_id=ward_id, subject_id=invitation.id, by=issuer_id, after={"user": user.id}))
    return token


def invited_person(token: str) -> User | None:
    """Whom a link is for, while it can be used."""
    return db.session.scalar(
        select(User)
        .join(Invitation, Invitation.user_id == User.id)
        .where(
            Invitation.token_hash == hashed(token),
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now(),
            User.disabled_at.is_(None),
        )
    )


@action
def accept_invitation(token: str, password: str) -> User:
    """Set the password with a link. The link works once, even for two browsers at the same moment."""
    user = invited_person(token)
    if user is None:
        raise Refused(LinkAnswer.SPENT)
    moment = now()
    used = db.session.execute(
        update(Invitation)
        .where(
            Invitation.token_hash == hashed(token),
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(used_at=moment)
    )
    if not used.rowcount:
        raise Refused(LinkAnswer.SPENT)
    set_password(user, password, by=user.id)
    return user


@action
def close_account(user: User, by: int, ward_id: int | None) -> None:
    """Nobody signs in with this account any more, and its sessions end at once."""
    closed = db.session.execute(
        update(User).where(User.id == user.id, User.disabled_at.is_(None)).values(disabled_at=now())
    )
    if closed.rowcount:
        db.session.refresh(user)
        end_other_sessions(user.id)
        announce(PersonDisabled(ward_id=ward_id, subject_id=user.id, by=by))


@action
def open_account(user: User, by: int, ward_id: int | None) -> None:
    opened = db.session.execute(
        update(User).where(User.id == user.id, User.disabled_at.is_not(None)).values(disabled_at=None)
    )
    if opened.rowcount:
        db.session.refresh(user)
        announce(PersonEnabled(ward_id=ward_id, subject_id=user.id, by=by))
