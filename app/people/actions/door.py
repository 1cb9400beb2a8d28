"""Signing in and out."""

from sqlalchemy import select, update

from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Held
from app.core.reasons import Refused
from app.core.text import normalise_email, normalise_phone
from app.people.events import SessionProved, SignedIn, SignedOut, SignInRefused
from app.people.models import SignIn, User
from app.people.passwords import hash_password, matches, outdated
from app.people.places import KNOWN_FOR, place_of
from app.people.queries import held_by, user_and_place
from app.people.rules import SignInAnswer, minutes_left
from app.people.sign_in import start_session

from .throttle import give_back_try, had_its_share, take_try


def sign_in(login: str, password: str, address: str, known, device: str = "") -> tuple[User, str, tuple[Held, ...]]:
    """The person, a new session's token and the roles held.

    Refused with the same words whether the login or the password is wrong, and after the same work. A try is
    counted before the password is looked at, so that guesses sent at once count too; ``known(user_id)`` tells
    whether this browser has signed in to that account before: it then has a share of its own, which guesses from
    elsewhere can't use up. So has, with another browser, who signed in from there lately (``places.py``).
    """
    place = place_of(address)
    user, seen_at = user_and_place(login, place)
    keys = others = _keys(login, address)
    if user is not None and known(user.id):
        keys = {"device": str(user.id)}
    elif seen_at is not None and now() - seen_at < KNOWN_FOR:
        keys = {"home": str(user.id), "place": address}
    if not take_try(keys):
        raise _too_often()
    fits = matches(user.password_hash if user else None, password)
    if not fits or user.disabled_at is not None:
        _note_refusal(user.id if user else None)
        if "home" in keys and any(had_its_share(kind, others[kind]) for kind in ("address", "account")):
            # As anybody else is answered here now.
            raise _too_often()
        raise Refused(SignInAnswer.WRONG)
    held = held_by(user.id, today())
    fresh = hash_password(password) if outdated(user.password_hash) else None
    return user, _let_in(user, held, fresh, keys, device, place), held


def _too_often() -> Refused:
    return Refused(SignInAnswer.SLOW_DOWN, minutes=minutes_left(now()))


def _keys(login: str, address: str) -> dict[str, str]:
    """By the login as typed, not by the account, so that known and unknown ones are counted alike."""
    subject = normalise_phone(login) or normalise_email(login) or login.strip().lower()[:200]
    return {"pair": f"{subject}|{address}", "address": address, "account": subject}


@action
def _let_in(user: User, held, fresh_hash: str | None, keys: dict[str, str], device: str, place: str) -> str:
    give_back_try(keys)
    if fresh_hash:
        db.session.execute(update(User).where(User.id == user.id).values(password_hash=fresh_hash))
    token = start_session(user, held, device, place)
    ward_id = next((one.ward_id for one in held if one.ward_id is not None), None)
    announce(SignedIn(ward_id=ward_id, subject_id=user.id, by=user.id))
    return token


def prove(user_id: int, sign_in_id: int, password: str) -> None:
    """Tell the password once more within a session; refused after the same work as at the door, and as seldom."""
    keys = {"again": str(user_id)}
    if not take_try(keys):
        raise Refused(SignInAnswer.SLOW_DOWN, minutes=minutes_left(now()))
    if not matches(db.session.scalar(select(User.password_hash).where(User.id == user_id)), password):
        _note_refusal(user_id)
        raise Refused(SignInAnswer.NOT_YOURS)
    _note_proof(user_id, sign_in_id, keys)


@action
def _note_proof(user_id: int, sign_in_id: int, keys: dict[str, str]) -> None:
    give_back_try(keys)
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(proved_at=now()))
    announce(SessionProved(ward_id=None, subject_id=user_id, by=user_id))


@action
def _note_refusal(user_id: int | None) -> None:
    announce(SignInRefused(ward_id=None, subject_id=user_id, by=None))


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
def end_other_sessions(user_id: int, by: int | None, but: int | None = None) -> int:
    """Sign out everywhere, or everywhere else; returns how many sessions ended."""
    ended = end_sessions_quietly(user_id, but)
    if ended:
        announce(SignedOut(ward_id=None, subject_id=user_id, by=by, after={"sessions": ended}))
    return ended


def end_sessions_quietly(user_id: int, but: int | None = None) -> int:
    """The same inside a verb that tells of more than this."""
    query = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > now())
    if but is not None:
        query = query.where(SignIn.id != but)
    return db.session.execute(query.values(ended_at=now())).rowcount
