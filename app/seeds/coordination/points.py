"""Who came to the points and the lines yesterday, and who is coming just now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from flask import current_app
from sqlalchemy import select

from app.attendance.actions import check, close_forgotten, mark
from app.attendance.rules import EXCUSED, IN, LATE, OUT, PRESENT, digits_of, minute_of, site_key
from app.core import clock
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.people.models import Grant
from app.seeds.story import EVERYWHERE, Story
from app.shifts.models import Shift
from app.signups.actions import confirm
from app.signups.models import SEATED, SignUp

OPENS, LATE_BY = timedelta(minutes=30), timedelta(minutes=22)


@dataclass
class Door:
    """What is going to be said, each at its moment; what lies after now is left unsaid."""

    story: Story
    said: list[tuple[datetime, int, Callable]] = field(default_factory=list)

    def __post_init__(self):
        self.keys = (site_key(current_app.secret_key),)
        roles = [role.value for role in Role if Permission.ATTENDANCE_TAKE in MATRIX[role]]
        self.showing = set(db.session.scalars(select(Grant.user_id).where(Grant.role.in_(roles))))

    def say(self, at: datetime, verb: Callable) -> None:
        if at <= self.story.now:
            self.said.append((at, len(self.said), verb))

    def code(self, user: int, shift: Shift, side: str, at: datetime) -> None:
        """By the code; of those who could show it themselves somebody else notes down that they came."""
        if side == IN and user in self.showing:
            by = self.story.secretary.id if user != self.story.secretary.id else self.story.leader.id
            state = PRESENT if at <= shift.starts_at else LATE
            self.say(at, partial(mark, shift.id, user, state, by, EVERYWHERE))
            return
        digits = digits_of(self.keys[0], shift.id, minute_of(at))
        self.say(at, partial(check, user, shift.id, side, digits, self.keys, EVERYWHERE))

    def tell(self) -> None:
        for at, _number, verb in sorted(self.said, key=lambda one: one[:2]):
            with clock.at(at):
                verb()


def tell(story: Story) -> None:
    door, first = Door(story), story.today - timedelta(days=1)
    shifts = [s for s in story.shifts() if s.day >= first and s.starts_at - OPENS <= story.now]
    _crowd(story, shifts)
    seated = _seated([shift.id for shift in shifts])
    yesterday = [s for s in shifts if s.kind == "point" and s.day == story.today - timedelta(days=1)]
    thinned = next(shift.id for shift in yesterday if len(seated.get(shift.id, ())) > 2)
    for shift in shifts:
        people = seated.get(shift.id, [])
        if story.now < shift.ends_at:
            _coming(door, shift, people)
        else:
            _over(door, shift, people, thinned=shift.id == thinned)
    door.tell()
    close_forgotten()


def _crowd(story: Story, shifts: list[Shift]) -> None:
    """At the third point so many come today that one can be late and one can be missing."""
    todays = [shift for shift in shifts if shift.kind == "point" and shift.day == story.today]
    for shift in todays[2::6]:
        with clock.at(story.evening(19)):
            for user in story.pick(max(0, 3 - len(story.seats.get(shift.id, ()))), (shift.day, shift.slot)):
                story.take(user, shift)


def _seated(shift_ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    query = select(SignUp.shift_id, SignUp.user_id).where(SignUp.shift_id.in_(shift_ids), SignUp.state == SEATED)
    for row in db.session.execute(query.order_by(SignUp.id)):
        found.setdefault(row.shift_id, []).append(row.user_id)
    return found


def _minutes(story: Story, least: int, most: int) -> timedelta:
    return timedelta(minutes=story.dice.randrange(least, most))


def _coming(door: Door, shift: Shift, people: list[int]) -> None:
    """Of three or more the last has not come, and the one before comes late. Lan comes when it begins."""
    story, some_missing = door.story, len(people) > 2
    # Whoever is to come late or not at all stands at the end.
    people = sorted(people, key=lambda user: user == story.lan.id and story.now < shift.starts_at)
    for number, user in enumerate(people):
        place, on_time = len(people) - number, shift.starts_at - _minutes(story, 3, 14)
        if number == 0:
            door.say(on_time - timedelta(hours=2), partial(confirm, user, shift.id))
            door.code(user, shift, IN, max(shift.starts_at - OPENS, min(on_time, story.now)))
        elif some_missing and place == 2:
            door.code(user, shift, IN, shift.starts_at + LATE_BY)
        elif not (some_missing and place == 1):
            door.code(user, shift, IN, on_time)


def _over(door: Door, shift: Shift, people: list[int], thinned: bool) -> None:
    """Almost everybody came and went by the code; some forgot to check out, and the rule says when they went.
    ``thinned``: one was excused, and one simply did not come."""
    story = door.story
    others = [user for user in people if user != story.lan.id]
    missing = others[-2:] if thinned else []
    for user in people:
        if user in missing:
            continue
        reliable = user == story.lan.id
        late = story.dice.random() < 0.08 and not reliable
        door.code(user, shift, IN, shift.starts_at + (LATE_BY if late else -_minutes(story, 2, 20)))
        if story.dice.random() < 0.75 or reliable:
            door.code(user, shift, OUT, shift.ends_at + _minutes(story, 0, 15))
    if missing:
        said = (shift.id, missing[0], EXCUSED, story.secretary.id, EVERYWHERE, "Con ốm, đã gọi báo từ sáng sớm")
        door.say(shift.starts_at - timedelta(hours=1), partial(mark, *said))
