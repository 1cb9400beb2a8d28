"""Closing and opening accounts; the site is never left without an administrator."""

from sqlalchemy import or_, select, update

from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce
from app.core.policy import Held, Role
from app.core.reasons import Refused
from app.people.events import PersonDisabled, PersonEnabled
from app.people.models import Grant, User
from app.people.queries import held_from, held_in, in_force, not_ended
from app.people.rules import GrantAnswer, InviteAnswer, is_watched, may_manage

from .access import withdraw_links
from .door import end_sessions_quietly


def _must_manage(own: tuple[Held, ...], person: tuple[Held, ...]) -> None:
    answer = may_manage(own, person)
    if answer is not InviteAnswer.YES:
        raise Refused(answer)


@action
def close_account(user: User, by: int, own: tuple[Held, ...], ward_id: int | None) -> None:
    """Nobody signs in with this account any more, not with an open link either; its sessions end at once."""
    if user.id == by:
        raise Refused(GrantAnswer.OWN_ACCOUNT)
    grants, admins = _with_administrators(user.id)
    _must_manage(own, held_in(grants))
    _keep_one(admins, [grant for grant, _active in admins if grant.user_id != user.id])
    closed = db.session.execute(
        update(User).where(User.id == user.id, User.disabled_at.is_(None)).values(disabled_at=now())
    )
    if closed.rowcount:
        ended = end_sessions_quietly(user.id)
        after = {"sessions_ended": ended, **({"power": True} if is_watched(held_in(grants)) else {})}
        announce(PersonDisabled(ward_id=ward_id, subject_id=user.id, by=by, after=after))


@action
def open_account(user: User, by: int, own: tuple[Held, ...], ward_id: int | None) -> None:
    """Links issued before it was closed stay spent."""
    _must_manage(own, held_from(user.id, today()))
    opened = db.session.execute(
        update(User).where(User.id == user.id, User.disabled_at.is_not(None)).values(disabled_at=None)
    )
    if opened.rowcount:
        withdraw_links([user.id])
        announce(PersonEnabled(ward_id=ward_id, subject_id=user.id, by=by))


def keep_an_administrator(without_grant: int) -> None:
    """Refused where the site would be left without anybody who administers it."""
    _grants, admins = _with_administrators(None)
    _keep_one(admins, [grant for grant, _active in admins if grant.id != without_grant])


def _with_administrators(user_id: int | None) -> tuple[list[Grant], list[tuple[Grant, bool]]]:
    """A person's grants of today and later, and those of all who administer the site with whether their account is
    open. All are locked, so that two administrators can't remove each other at the same moment."""
    everywhere = (Grant.role == Role.ADMINISTRATOR.value) & Grant.ward_id.is_(None) & in_force(today())
    rows = db.session.execute(
        select(Grant, User.disabled_at)
        .join(User, User.id == Grant.user_id)
        .where(or_(everywhere, (Grant.user_id == user_id) & not_ended(today())))
        .order_by(Grant.id)
        .with_for_update(of=Grant)
        .execution_options(populate_existing=True)
    ).all()
    admins = [
        (grant, closed is None)
        for grant, closed in rows
        if grant.role == Role.ADMINISTRATOR.value and grant.ward_id is None and grant.counts_on(today())
    ]
    return [grant for grant, _closed in rows if grant.user_id == user_id], admins


def _keep_one(admins: list[tuple[Grant, bool]], left: list[Grant]) -> None:
    active = [grant for grant, is_open in admins if is_open]
    if active and not any(grant in active for grant in left):
        raise Refused(GrantAnswer.LAST_ADMIN)
