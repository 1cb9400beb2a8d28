"""Calling a session, and changing what it was called for."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import delete, func, insert, select

from app.core.clock import LOCAL, now, today
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.council.events import SessionCalled, SessionChanged
from app.council.models import CouncilAttendance, CouncilMember, CouncilSession, CouncilSettings
from app.council.queries.heads import settings_in
from app.council.queries.people import called_for
from app.council.rules.answers import CouncilAnswer
from app.council.rules.calling import fit_members, may_call
from app.council.rules.meeting import CALLED
from app.council.rules.settings import FEWEST
from app.people.actions import change_person
from app.people.models import User

from .shared import must, open_round_of, taken

NOTHING: Mapping[int, str] = MappingProxyType({})


@action
def call_session(
    campaign_id: int, meets_at: datetime, place: str, members: list, by: int, genders=NOTHING
) -> CouncilSession:
    """Call the council of a locked round together. `members`: (user_id, post, duty) of people of the ward who may
    sit in it; who else is named is refused. `genders`: of members of whom it was not known, for how papers address
    them."""
    found = open_round_of(campaign_id)
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
    _address(session, genders, by)
    return session


def _address(session: CouncilSession, genders: Mapping[int, str], by: int) -> None:
    """Keep how members are addressed ("Ông", "Bà") of whom that was not known: papers need it, and it is asked for
    once. What is known is not changed here."""
    if not genders:
        return
    people = db.session.scalars(
        select(User)
        .join(CouncilMember, CouncilMember.user_id == User.id)
        .where(CouncilMember.session_id == session.id, User.id.in_(genders), User.gender.is_(None))
    )
    for person in people.all():
        change_person(person, by, session.ward_id, gender=genders[person.id])


def _told(event, session: CouncilSession, members: list, by: int):
    return event(
        ward_id=session.ward_id,
        subject_id=session.id,
        round_id=session.round_id,
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
def change_session(
    session_id: int, meets_at: datetime, place: str, members: list, by: int, reach, genders=NOTHING
) -> CouncilSession:
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
    _address(session, genders, by)
    return session
