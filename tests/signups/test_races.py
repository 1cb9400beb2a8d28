"""Two phones, one last seat: real processes against both databases, and a control that shows the race."""

import json
from collections import Counter

import pytest
from sqlalchemy import insert, select, text

from app.audit.models import Entry
from app.core import clock
from app.core.db import db
from app.people.models import User
from app.shifts.models import Shift
from app.signups.actions import sign_up
from app.signups.models import SignUp
from tests.shifts.makers import make_shifts
from tests.signups import racer
from tests.support.processes import at_once

pytestmark = pytest.mark.race

PROCESSES, THREADS = 3, 8
TRIGGERS = (
    "sign_ups_seat_taken",
    "sign_ups_seat_changed",
    "sign_ups_seat_gone",
    "sign_ups_stay",
    "sign_ups_one_place_insert",
    "sign_ups_one_place_update",
)


@pytest.fixture
def crowd(room):
    """Makes so many people and returns their ids."""

    def make(count):
        rows = [
            {"name": f"Người {n}", "sort_key": "", "search_key": "", "language": "vi", "created_at": clock.now()}
            for n in range(count)
        ]
        db.session.execute(insert(User), rows)
        db.session.commit()
        found = db.session.query(User.id).filter(User.name.startswith("Người ")).order_by(User.id).all()
        db.session.commit()
        return [i for (i,) in found]

    return make


@pytest.fixture
def race(app, tmp_path):
    """Sends jobs (verb, user, shift) off, dealt to several processes that start together; counts how they ended."""

    def start(jobs):
        order = {"url": app.config["SQLALCHEMY_DATABASE_URI"], "home": str(tmp_path), "threads": THREADS}
        orders = [order | {"jobs": jobs[n::PROCESSES]} for n in range(PROCESSES)]
        return Counter(end for part in at_once(racer.race, *zip(orders)) for end in part)

    return start


def _seats(*shifts):
    db.session.rollback()
    return db.session.query(SignUp.user_id).filter(SignUp.shift_id.in_(shifts), SignUp.state == "seated").all()


def test_200_at_once_for_20_seats(race, crowd, cast):
    (shift,) = make_shifts(cast, most=20)
    ends = race([("join", user, shift) for user in crowd(200)])
    assert ends == {"seated": 20, "FULL": 180}
    assert len(_seats(shift)) == db.session.get(Shift, shift).seats_taken == 20


def test_without_the_lock_and_the_guards_the_same_rush_overbooks(race, crowd, cast):
    (shift,) = make_shifts(cast, most=20)
    on = "" if db.engine.dialect.name == "sqlite" else " ON sign_ups"
    for name in TRIGGERS:
        db.session.execute(text(f"DROP TRIGGER {name}{on}"))
    db.session.commit()
    people = crowd(192)
    for _round in range(3):
        db.session.query(SignUp).delete()
        db.session.commit()
        race([("unguarded", user, shift) for user in people])
        if len(_seats(shift)) > 20:
            break
    assert len(_seats(shift)) > 20


def test_50_people_and_two_shifts_at_the_same_time(race, crowd, cast):
    one, other = make_shifts(cast, cast.point1, cast.point2, most=50)
    people = crowd(50)
    ends = race([("join", user, shift) for user in people for shift in (one, other)])
    assert ends == {"seated": 50, "OVERLAP": 50}
    assert sorted(_seats(one, other)) == [(user,) for user in people]


def test_20_leave_and_100_come_while_40_stand_in_line(race, crowd, cast):
    (shift,) = make_shifts(cast, most=20)
    people = crowd(160)
    seated, line, late = people[:20], people[20:60], people[60:]
    for user in seated:
        sign_up(user, shift)
    for user in line:
        sign_up(user, shift, wait=True)
    db.session.commit()
    jobs = [("join_or_wait", user, shift) for user in late]
    for n, user in enumerate(seated):
        jobs.insert(6 * n + n % PROCESSES, ("leave", user, shift))
    ends = race(jobs)
    assert ends == {"left": 20, "waiting": 100}
    offered = select(SignUp.user_id).where(SignUp.shift_id == shift, SignUp.offered_until.is_not(None))
    assert sorted(db.session.scalars(offered)) == line[:20], "asked in the order of the line"
    told = db.session.scalars(select(Entry.after).where(Entry.action == "sign_up.offered")).all()
    assert sorted(json.loads(one)["user"] for one in told) == line[:20], "each once"
    found = db.session.get(Shift, shift)
    assert (found.seats_taken, found.seats_held, found.in_line) == (0, 20, 140)
