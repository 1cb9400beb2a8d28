"""Who is there: noted by members themselves, or by chair and secretary and then confirmed by somebody else."""

from sqlalchemy import insert

from app.core.clock import now
from app.core.db import action, db
from app.council.events import AttendanceConfirmed, AttendanceTaken
from app.council.models import CouncilAttendance, CouncilConfirmation
from app.council.queries.live import Live
from app.council.rules.attendance import may_confirm, may_take_attendance
from app.council.rules.meeting import HERE

from .opinions import give_way
from .shared import happened, must, taken


@action
def take_attendance(session_id: int, words: dict[int | None, str], by: int, reach) -> Live:
    """Note who is there, left or stays away: member (None: oneself) -> word. What is so already is not written
    again; a member who says to be there confirms what somebody else noted."""
    live = taken(session_id, reach)
    own = live.member(by)
    words = {(own.id if own else 0) if member_id is None else member_id: word for member_id, word in words.items()}
    for member_id in words:
        must(may_take_attendance(live.meeting, by, member_id))
    known = {row.id: row for row in live.members}
    if not set(words) <= set(known):
        raise LookupError("no such member")
    changed = {member_id: word for member_id, word in words.items() if known[member_id].word != word}
    if changed:
        _note(live, changed, by)
    if own and own.waits and words.get(own.id) == HERE:
        _confirm(live, own, by)
    elif own and changed.get(own.id) == HERE:
        give_way(live, own, by)
    return live


def _note(live: Live, words: dict[int, str], by: int) -> None:
    place = {"ward_id": live.session.ward_id, "session_id": live.id, "by": by, "at": now()}
    db.session.execute(
        insert(CouncilAttendance),
        [{**place, "member_id": member_id, "word": word} for member_id, word in words.items()],
    )
    users = {row.id: row.user_id for row in live.members}
    told: dict[str, list[int]] = {}
    for member_id, word in words.items():
        told.setdefault(word, []).append(users[member_id])
    happened(live, AttendanceTaken, by, *({"word": word, "users": users} for word, users in told.items()))


@action
def confirm_attendance(session_id: int, member_id: int, by: int, reach) -> Live:
    """A second person, chair or secretary, confirms that a member is present as the other one noted. What is
    confirmed already is not written again."""
    live = taken(session_id, reach)
    member = next((row for row in live.members if row.id == member_id), None)
    if member is None:
        raise LookupError(member_id)
    must(may_confirm(live.meeting, by, member.seat))
    if member.waits:
        _confirm(live, member, by)
    return live


def _confirm(live: Live, member, by: int) -> None:
    db.session.add(
        CouncilConfirmation(
            attendance_id=member.attendance_id, ward_id=live.session.ward_id, session_id=live.id, by=by, at=now()
        )
    )
    happened(live, AttendanceConfirmed, by, after={"user": member.user_id})
    give_way(live, member, by)
