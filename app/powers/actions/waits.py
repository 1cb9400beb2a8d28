"""After a password was set with a slip nobody decides for a day, unless a second person confirms who set it."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import insert

from app.core.clock import now, today
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.policy import Held
from app.core.reasons import Refused
from app.people.events import PasswordSet, RoleGranted
from app.people.models import User
from app.people.rules import WATCHED
from app.powers.events import PowerConfirmed, WaitBegan
from app.powers.models import PowerWait
from app.powers.queries import holders_in, lone_in_their_wards, slips_used, wards_of
from app.powers.rules import ConfirmAnswer, may_confirm


def begin_waits(events: list[PasswordSet]) -> list[WaitBegan]:
    """Whoever decides somewhere set the password with a slip: from now on they wait."""
    of_power = [event for event in events if event.after.get("power")]
    first = [event.subject_id for event in of_power if event.after.get("first")]
    lone = lone_in_their_wards(first) if first else set()
    return _begin({event.subject_id: event.after["slip_by"] for event in of_power}, lone)


def wait_for_risen(events: list[RoleGranted]) -> list[WaitBegan]:
    """Whoever rises with a password of a slip waits as well: whoever made the slip may know it."""
    risen = {event.after["user"] for event in events if event.after["role"] in WATCHED and event.by is not None}
    return _begin(dict(map(tuple, slips_used(risen))) if risen else {})


def _begin(issuers: dict[int, int | None], lone=frozenset()) -> list[WaitBegan]:
    """``issuers``: who made the slip, by the person who used it."""
    if not issuers:
        return []
    since, until = now(), now() + timedelta(hours=current_app.config["POWER_HOURS"])
    rows = [
        {"user_id": user, "issued_by": by, "since": since, "until": until, "lone": user in lone}
        for user, by in issuers.items()
    ]
    made = db.session.execute(insert(PowerWait).returning(PowerWait.id, PowerWait.user_id), rows).all()
    return [
        WaitBegan(
            ward_id=None,
            subject_id=user,
            by=None,
            after={"wait": wait, "moment": until.isoformat(), "slip_by": issuers[user]},
        )
        for wait, user in sorted(made)
    ]


@action
def confirm(user: User, by: int, held: tuple[Held, ...]) -> None:
    """Say that it was this person who set the password: they decide at once.

    Refused (ConfirmAnswer) to themselves, to who made the slip, and to who does not decide in one of their wards.
    """
    rows = locked(PowerWait, PowerWait.user_id == user.id, PowerWait.confirmed_at.is_(None), PowerWait.until > now())
    if not rows:
        raise Refused(ConfirmAnswer.NOTHING)
    issuers, wards = {row.issued_by for row in rows}, wards_of(user.id, today())
    left = holders_in(wards, today()) - issuers - {user.id}
    said = may_confirm(by, held, wards, user.id, issuers, bool(left))
    if said is not ConfirmAnswer.YES:
        raise Refused(said)
    for row in rows:
        row.confirmed_by, row.confirmed_at = by, now()
    db.session.flush()
    after = {"waits": [row.id for row in rows]}
    announce(PowerConfirmed(ward_id=min(wards, default=None), subject_id=user.id, by=by, after=after))
