"""A role that decides: asked for by one, agreed to by another."""

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now, today
from app.core.db import action, db, take
from app.core.events import announce
from app.core.policy import Held, Reach, Role
from app.core.reasons import Refused
from app.core.text import same_name
from app.people.actions import add_person, grant_role
from app.people.models import Grant, User
from app.people.queries import had_power, held_by, held_from, user_by_login
from app.people.rules import GrantAnswer, may_grant
from app.places.models import Ward
from app.powers.events import RoleAgreed, RoleAsked, RoleDeclined
from app.powers.models import RoleRequest
from app.powers.queries import asked_for_before, holders_in
from app.powers.rules import REQUEST_LIFE, AskAnswer, ConsentAnswer, is_late, may_agree, may_answer


@action
def ask(user: User, role: Role, by: int, own: tuple[Held, ...], ward_id: int) -> RoleRequest | Grant:
    """Ask that somebody be given a role that decides. Returns the request (the open one where it was asked already),
    or the grant itself where the ward never had anybody who decides, so that nobody can agree yet.

    Refused (GrantAnswer, AskAnswer) for oneself, where it is held already, the account is closed, or ``own`` may not
    give the role.
    """
    if not may_grant(own, role, ward_id):
        raise Refused(GrantAnswer.NOT_YOURS)
    if user.id == by:
        raise Refused(GrantAnswer.ONESELF)
    # Two who begin a ward at the same moment stand in line here.
    take(Ward, ward_id)
    user = take(User, user.id)
    if user.disabled_at is not None:
        raise Refused(AskAnswer.CLOSED)
    if Held(role, ward_id) in held_from(user.id, today()):
        raise Refused(GrantAnswer.ALREADY)
    if not had_power(ward_id):
        return grant_role(user, role, by, ward_id, own=own)
    return _put_down(user.id, role, by, ward_id)


def _put_down(user_id: int, role: Role, by: int, ward_id: int) -> RoleRequest:
    same = RoleRequest.ward_id == ward_id, RoleRequest.user_id == user_id, RoleRequest.role == role.value
    lapsed = {"answer": "lapsed", "answered_by": by, "answered_at": now()}
    old = (*same, RoleRequest.answer.is_(None), RoleRequest.at < now() - REQUEST_LIFE)
    db.session.execute(
        update(RoleRequest).where(*old).values(lapsed), execution_options={"synchronize_session": False}
    )
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    facts = {"ward_id": ward_id, "user_id": user_id, "role": role.value, "by": by, "at": now()}
    query = dialect.insert(RoleRequest).values(**facts).on_conflict_do_nothing().returning(RoleRequest)
    row = db.session.scalar(query)
    if row is None:
        return db.session.scalar(select(RoleRequest).where(*same, RoleRequest.answer.is_(None)))
    announce(_event(RoleAsked, row, by))
    return row


def _event(event, row: RoleRequest, by: int, **more):
    after = {"user": row.user_id, "role": row.role, **more}
    return event(ward_id=row.ward_id, subject_id=row.id, by=by, after=after)


@action
def ask_for_new(role: Role, by: int, own: tuple[Held, ...], ward_id: int, **fields) -> RoleRequest | Grant:
    """A new account, and the role asked for it: until somebody agrees it has none. ``fields``: of ``add_person``. The
    account that was made with an earlier request of the ward, and never had a role, is found again."""
    if not may_grant(own, role, ward_id):
        raise Refused(GrantAnswer.NOT_YOURS)
    user = user_by_login(fields["phone"] or fields["email"] or "")
    if user is None or not same_name(user.name, fields["name"]) or not asked_for_before(user.id, ward_id):
        user = add_person(by=by, ward_id=ward_id, **fields)
    return ask(user, role, by, own, ward_id)


@action
def answer(request_id: int, reach: Reach, granted: bool, by: int, held: tuple[Held, ...]) -> RoleRequest | None:
    """Agree, so that the role counts from today on, or decline; whoever asked takes it back. None: no such request
    within reach.

    Refused (ConsentAnswer) to whoever asked and whose role it is, to who does not decide in the ward, where it was
    answered, is too old, the account is closed, or who asked may no longer do so; and what ``grant_role`` refuses.
    """
    row = take(RoleRequest, request_id)
    if row is None or not reach.covers(row.ward_id):
        return None
    if row.answer is not None:
        raise Refused(ConsentAnswer.ANSWERED)
    if granted:
        return _agree(row, by, held)
    said = may_answer(held, row.ward_id, _others_left(row))
    if by != row.by and said is not ConsentAnswer.YES:
        raise Refused(said)
    row.answer, row.answered_by, row.answered_at = "withdrawn" if by == row.by else "declined", by, now()
    db.session.flush()
    announce(_event(RoleDeclined, row, by, asked_by=row.by))
    return row


def _others_left(row: RoleRequest) -> bool:
    return bool(holders_in({row.ward_id}, today()) - {row.by, row.user_id})


def _agree(row: RoleRequest, by: int, held: tuple[Held, ...]) -> RoleRequest:
    said = may_agree(by, held, row.ward_id, row.by, row.user_id, _others_left(row))
    if said is not ConsentAnswer.YES:
        raise Refused(said)
    if is_late(row.at, now()):
        raise Refused(ConsentAnswer.LATE)
    user = take(User, row.user_id)
    if user.disabled_at is not None:
        raise Refused(ConsentAnswer.CLOSED)
    asker, role = db.session.get(User, row.by), Role(row.role)
    if asker.disabled_at is not None or not may_grant(held_by(row.by, today()), role, row.ward_id):
        raise Refused(ConsentAnswer.ASKER_GONE)
    row.answer, row.answered_by, row.answered_at = "granted", by, now()
    db.session.flush()
    announce(_event(RoleAgreed, row, by, asked_by=row.by))
    grant_role(user, role, row.by, row.ward_id)
    return row
