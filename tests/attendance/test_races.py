"""Two phones, a double tap, two workers: real processes on both databases, and a control that shows the race."""

from collections import Counter

import pytest
from sqlalchemy import func, insert, select, text

from app.attendance.models import AttendanceMark
from app.contributions.models import Log
from app.core import clock
from app.core.db import db
from app.people.models import User
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.attendance import racers
from tests.support.processes import at_once

pytestmark = pytest.mark.race
PEOPLE = 50


@pytest.fixture
def crowd(app, make):
    """(shift, people): a morning's shift with fifty people on it."""
    shift = make(most=PEOPLE)
    with app.app_context():
        names = [{"name": f"Người {n}", "sort_key": "", "search_key": "", "language": "vi"} for n in range(PEOPLE)]
        ids = db.session.scalars(
            insert(User).returning(User.id), [one | {"created_at": clock.now()} for one in names]
        ).all()
        turn = db.session.get(Shift, shift)
        seat = {"ward_id": turn.ward_id, "shift_id": shift, "state": "seated", "joined_at": clock.now()}
        times = {"starts_at": turn.starts_at, "ends_at": turn.ends_at, "seated_at": clock.now()}
        db.session.execute(insert(SignUp), [{**seat, **times, "user_id": user_id} for user_id in ids])
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return shift, list(ids)


@pytest.fixture
def race(database, tmp_path):
    """``race(task, args, args)``: one process for each tuple of arguments; their answers, turn by turn."""

    def fire(task, *each):
        told = at_once(racers.run, *((task, database[0], str(tmp_path), *args) for args in each))
        return list(zip(*told, strict=True))

    return fire


def count(app, model, *where) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


def test_the_same_code_from_two_phones_at_once_counts_once(app, crowd, race):
    shift, people = crowd
    for side, at in (("in", "08:00"), ("out", "11:00")):
        turns = race(racers.checking, (shift, people, side, at), (shift, people, side, at))
        assert Counter(tuple(sorted(turn)) for turn in turns) == {("new", "repeat"): PEOPLE}
    assert count(app, AttendanceMark) == 2 * PEOPLE
    assert count(app, Log, Log.attended_minutes == 180) == count(app, Log) == PEOPLE


def test_control_without_the_index_some_count_twice(app, crowd, race):
    with app.app_context():
        db.session.execute(text("DROP INDEX uq_attendance_marks_in"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    shift, people = crowd
    race(racers.checking_unguarded, (shift, people, "08:00"), (shift, people, "08:00"))
    assert count(app, AttendanceMark) > PEOPLE


def test_two_workers_close_what_was_forgotten_once(app, crowd, race):
    shift, people = crowd
    race(racers.checking, (shift, people[:40], "in", "08:00"))
    turns = race(racers.closing, (3,), (3,), (3,))
    assert sum(n for turn in turns for n in turn) == PEOPLE
    assert count(app, AttendanceMark, AttendanceMark.how == "rule", AttendanceMark.kind == "out") == 40
    assert count(app, AttendanceMark, AttendanceMark.how == "rule", AttendanceMark.kind == "no_show") == 10
    assert count(app, Log, Log.attended_minutes == 210) == count(app, Log) == 40
