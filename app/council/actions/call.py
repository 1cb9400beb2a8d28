"""Before a session: its rules, and calling it."""

from datetime import datetime
from json import dumps

from sqlalchemy import delete, func, insert, select

from app.awards.models import Round
from app.core.clock import LOCAL, now, today
from app.core.db import action, db, locked
from app.core.events import announce
from app.core.reasons import Refused
from app.council.events import CouncilSettingsChanged, SessionCalled, SessionChanged
from app.council.models import CouncilAttendance, CouncilMember, CouncilRuleChange, CouncilSession, CouncilSettings
from app.council.queries.heads import NAMES, settings_in
from app.council.queries.people import called_for, members_now
from app.council.rules.answers import CouncilAnswer
from app.council.rules.meeting import CALLED, fit_members, may_call, may_change
from app.council.rules.settings import FEWEST, Settings

from .shared import must, taken


def _round(campaign_id: int) -> Round:
    found = locked(Round, Round.campaign_id == campaign_id)
    if not found:
        raise Refused(CouncilAnswer.NO_ROUND)
    if found[0].closed_at is not None:
        raise Refused(CouncilAnswer.DECIDED)
    return found[0]


@action
def change_settings(campaign_id: int, wanted: Settings, by: int, reason: str = "") -> None:
    """By which rules the council of a campaign's round decides. Once the list is locked a change takes a reason, and
    all members are told. Refused once a session was opened, or the round is decided under the simplified
    procedure."""
    found = _round(campaign_id)
    opened = select(CouncilSession.id).where(
        CouncilSession.round_id == found.id, CouncilSession.opened_at.is_not(None)
    )
    if db.session.scalar(opened.limit(1)) is not None:
        raise Refused(CouncilAnswer.SETTINGS_FIXED)
    row = db.session.get(CouncilSettings, found.id)
    before, after = settings_in(row), wanted
    if before == after:
        return
    must(may_change(wanted, found.locked_at is not None, reason))
    if row is None:
        row = CouncilSettings(round_id=found.id, ward_id=found.ward_id)
    changed = [name for name in (*NAMES, "legal_ground") if getattr(before, name) != getattr(after, name)]
    was, now_is = ({name: getattr(one, name) for name in changed} for one in (before, after))
    at, users = now(), ()
    if found.locked_at is not None:
        change = {"ward_id": found.ward_id, "round_id": found.id, "reason": reason, "by": by, "at": at}
        db.session.execute(insert(CouncilRuleChange).values(**change, before=dumps(was), after=dumps(now_is)))
        users = tuple(members_now(found.ward_id, found.id))
    for name in (*NAMES, "legal_ground"):
        setattr(row, name, getattr(wanted, name))
    row.changed_at, row.changed_by = at, by
    db.session.add(row)
    db.session.flush()
    announce(
        CouncilSettingsChanged(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            before=was,
            after=now_is,
            reason=reason,
            users=users,
            at=at,
        )
    )


@action
def call_session(campaign_id: int, meets_at: datetime, place: str, members: list, by: int) -> CouncilSession:
    """Call the council of a locked round together. `members`: (user_id, post, duty) of people of the ward who may
    sit in it; who else is named is refused."""
    found = _round(campaign_id)
    settings = settings_in(db.session.get(CouncilSettings, found.id))
    last, standing = db.session.execute(
        select(
            func.coalesce(func.max(CouncilSession.number), 0),
            func.count().filter(CouncilSession.state != "failed"),
        ).where(CouncilSession.round_id == found.id)
    ).one()
    day = meets_at.astimezone(LOCAL).date()
    must(may_call(settings, found.locked_at is not None, bool(standing), day, today()))
    session = CouncilSession(
        ward_id=found.ward_id,
        round_id=found.id,
        number=last + 1,
        meets_at=meets_at,
        place=place,
        called_at=now(),
        called_by=by,
        version=1,
    )
    db.session.add(session)
    db.session.flush()
    _seat(session, members)
    announce(_told(SessionCalled, session, members, by))
    return session


def _told(event, session: CouncilSession, members: list, by: int):
    return event(
        ward_id=session.ward_id,
        subject_id=session.id,
        by=by,
        after={"number": session.number, "meets_at": session.meets_at.isoformat(), "members": len(members)},
        meets_at=session.meets_at,
        place=session.place,
        users=tuple(user_id for user_id, _, _ in members),
    )


def _seat(session: CouncilSession, members: list) -> None:
    must(fit_members([duty for _, _, duty in members]), fewest=FEWEST)
    names = called_for(session.ward_id, {user_id for user_id, _, _ in members})
    if len(names) != len({user_id for user_id, _, _ in members}):
        raise Refused(CouncilAnswer.NOT_SEATED)
    place = {"ward_id": session.ward_id, "session_id": session.id}
    db.session.execute(
        insert(CouncilMember),
        [
            {**place, "user_id": user_id, "name": names[user_id], "post": post, "duty": duty}
            for user_id, post, duty in members
        ],
    )


@action
def change_session(session_id: int, meets_at: datetime, place: str, members: list, by: int, reach) -> CouncilSession:
    """Another day, place or other people, as long as nobody was noted as present and it is not open."""
    live = taken(session_id, reach)
    session = live.session
    if session.state != CALLED:
        raise Refused(CouncilAnswer.NOT_CALLED)
    came = select(CouncilAttendance.id).where(CouncilAttendance.session_id == session.id).limit(1)
    if db.session.scalar(came) is not None:
        raise Refused(CouncilAnswer.SOMEBODY_CAME)
    day = meets_at.astimezone(LOCAL).date()
    must(CouncilAnswer.YES if day >= today() else CouncilAnswer.PAST)
    session.meets_at, session.place = meets_at, place
    db.session.flush()
    db.session.execute(delete(CouncilMember).where(CouncilMember.session_id == session.id))
    _seat(session, members)
    session.version += 1
    db.session.flush()
    announce(_told(SessionChanged, session, members, by))
    return session
