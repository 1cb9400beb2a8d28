"""Passwords and sign-in slips."""

from sqlalchemy import case, insert, literal, select, update
from sqlalchemy.orm import aliased

from app.core.clock import now, today
from app.core.db import Instant, action, db
from app.core.events import announce, announce_all
from app.core.policy import Held, Role
from app.core.reasons import Refused
from app.people.codes import found_under, kept, new_code
from app.people.events import Invited, PasswordSet
from app.people.models import Grant, Invitation, User
from app.people.passwords import hash_password, matches
from app.people.queries import held_from_many, held_in
from app.people.rules import (
    INVITATION_LIFE,
    InviteAnswer,
    LinkAnswer,
    PasswordAnswer,
    SignInAnswer,
    is_watched,
    may_invite,
    may_use_password,
    minutes_left,
)
from app.people.sign_in import start_session

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
    withdraw_links([user.id])
    _write_password(user, password_hash, by, but)


def _write_password(
    user: User, password_hash: str, by: int | None, but: int | None = None, slip: dict | None = None
) -> None:
    """``slip``: what is told of the one that it was set with."""
    first = {"first": True} if slip and user.password_hash is None else {}
    user.password_hash, user.password_by_slip = password_hash, slip is not None
    ended = end_sessions_quietly(user.id, but)
    after = {"sessions_ended": ended, **(slip or {}), **first}
    announce(PasswordSet(ward_id=None, subject_id=user.id, by=by, after=after))


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


def withdraw_links(user_ids) -> None:
    db.session.execute(
        update(Invitation).where(Invitation.user_id.in_(user_ids), *_open()).values(withdrawn_at=now())
    )


@action
def invite_many(
    users: list[User], issuer_id: int, issuer_held: tuple[Held, ...], ward_id: int | None
) -> tuple[list[tuple[User, str]], list[tuple[User, InviteAnswer]]]:
    """A new sign-in code for each; earlier ones stop working. Returns (user, code), each code told only here,
    and (user, reason) of those for whom none may be issued."""
    held = held_from_many([user.id for user in users], today())
    answers = [
        (user, may_invite(issuer_held, held[user.id], user.disabled_at is not None, bool(user.phone or user.email)))
        for user in users
    ]
    refused = [(user, answer) for user, answer in answers if answer is not InviteAnswer.YES]
    links = [(user, new_code()) for user, answer in answers if answer is InviteAnswer.YES]
    if not links:
        return [], refused
    moment = now()
    withdraw_links([user.id for user, _ in links])
    rows = [
        {
            "ward_id": ward_id,
            "user_id": user.id,
            "token_hash": kept(code),
            "issued_by": issuer_id,
            "issued_at": moment,
            "expires_at": moment + INVITATION_LIFE,
        }
        for user, code in links
    ]
    found = db.session.execute(insert(Invitation).returning(Invitation.id, Invitation.user_id), rows).all()
    told = {user.id: {"power": True} if is_watched(held[user.id]) else {} for user, _ in links}
    announce_all(
        [Invited(ward_id=ward_id, subject_id=i, by=issuer_id, after={"user": u, **told[u]}) for i, u in sorted(found)]
    )
    return links, refused


@action
def invite(user: User, issuer_id: int, issuer_held: tuple[Held, ...], ward_id: int | None) -> str:
    """A new sign-in code for one person. Returns the code, told once."""
    links, refused = invite_many([user], issuer_id, issuer_held, ward_id)
    for _, answer in refused:
        raise Refused(answer)
    return links[0][1]


def invited_person(code: str) -> User | None:
    """Whom a code is for, while it can be used: not spent, and its issuer still covers what the person may do,
    who may have risen since."""
    found = _invited(code)
    return found[0] if found else None


def _invited(code: str) -> tuple[User, tuple[Held, ...], dict] | None:
    """The same with the roles that the person holds today, and what is told of the slip; in one statement."""
    issuer, day = aliased(User), today()
    rows = db.session.execute(
        select(User, Invitation.issued_by, issuer.disabled_at, Grant)
        .join(Invitation, Invitation.user_id == User.id)
        .outerjoin(issuer, issuer.id == Invitation.issued_by)
        .outerjoin(Grant, Grant.user_id.in_((User.id, Invitation.issued_by)))
        .where(Invitation.token_hash.in_(found_under(code)), *_open(), Invitation.expires_at > now())
        .order_by(Grant.id)
    ).all()
    if not rows:
        return None
    user, issuer_id, issuer_closed, _grant = rows[0]
    grants = [row.Grant for row in rows if row.Grant is not None]
    own = [grant for grant in grants if grant.user_id == user.id]
    power = held_in(grant for grant in grants if grant.user_id == issuer_id and grant.counts_on(day))
    if issuer_closed is not None:
        power = ()
    elif issuer_id is None:  # the command line, which may do everything
        power = (Held(Role.ADMINISTRATOR),)
    held = held_in(grant for grant in own if grant.ends_after(day))
    may = may_invite(power, held, user.disabled_at is not None, bool(user.phone or user.email))
    if may is not InviteAnswer.YES:
        return None
    slip = {"slip_by": issuer_id, **({"power": True} if is_watched(held) else {})}
    return user, held_in(grant for grant in own if grant.counts_on(day)), slip


def why_not(code: str) -> LinkAnswer:
    """What to tell whoever holds a code with which nobody can sign in."""
    found = db.session.execute(
        select(Invitation.withdrawn_why, User.disabled_at)
        .join(User, User.id == Invitation.user_id)
        .where(Invitation.token_hash.in_(found_under(code)))
    ).first()
    if found is None:
        return LinkAnswer.WRONG
    if found.disabled_at is not None or found.withdrawn_why == "closed":
        return LinkAnswer.CLOSED
    return LinkAnswer.LOGIN_CHANGED if found.withdrawn_why == "login" else LinkAnswer.WRONG


def accept_invitation(code: str, password: str, device: str = "") -> tuple[User, str, tuple[Held, ...]]:
    """Set the password with a code and sign in: as ``sign_in``, the person, the session's token, the roles held.
    The code works once, even for two browsers at the same moment."""
    found = _invited(code)
    if found is None:
        raise Refused(LinkAnswer.SPENT)
    user, held, slip = found
    return user, _redeem(code, user, held, _hash_of(user, password), slip, device), held


@action
def _redeem(code: str, user: User, held: tuple[Held, ...], password_hash: str, slip: dict, device: str) -> str:
    """This code is used up, and all others of the person are withdrawn."""
    hashes = found_under(code)
    this, moment = Invitation.token_hash.in_(hashes), literal(now(), Instant)
    ended = db.session.scalars(
        update(Invitation)
        .where(Invitation.user_id == user.id, *_open())
        .values(used_at=case((this, moment)), withdrawn_at=case((~this, moment)))
        .returning(Invitation.token_hash)
        .execution_options(synchronize_session=False)
    ).all()
    if not set(hashes) & set(ended):
        raise Refused(LinkAnswer.SPENT)
    _write_password(user, password_hash, by=user.id, slip=slip)
    return start_session(user, held, device)
