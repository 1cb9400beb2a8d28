"""Two who were asked say yes to one seat at once: real processes, and a control that shows the race."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.core.db import db
from app.cover.actions import ask
from app.cover.models import Ask
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.cover import racer
from tests.shifts.makers import make_shifts
from tests.support.processes import at_once

pytestmark = pytest.mark.race

PROCESSES, ROUNDS = 2, 5
TRIGGERS = ("sign_ups_seat_taken", "sign_ups_one_place_insert")


@pytest.fixture
def race(app, cast, tmp_path):
    """Sends jobs (verb, user, shift) off, dealt one by one to two processes that start together (``by_shift``: all of
    a shift to one of them); counts how they ended."""

    def start(jobs, by_shift=False):
        orders = []
        for n in range(PROCESSES):
            mine = [job for job in jobs if job[2] % PROCESSES == n] if by_shift else jobs[n::PROCESSES]
            url = app.config["SQLALCHEMY_DATABASE_URI"]
            orders.append({"url": url, "home": str(tmp_path), "jobs": mine, "asker": cast.hoa.id})
        return Counter(end for part in at_once(racer.race, *zip(orders)) for end in part)

    return start


@pytest.fixture
def seats(app, cast, inside):
    """Shifts of one seat each, on days of their own; for each of them these people are asked."""

    def make(count, people):
        ids = []
        for n in range(count):
            day = date(2025, 8, 20) + timedelta(days=n)
            (new,) = set(inside(make_shifts, cast, first=day, least=1, most=1)) - set(ids)
            ids.append(new)
            inside(ask, new, people, cast.hoa.id)
        return ids

    return make


def _seated(shift):
    db.session.rollback()
    return db.session.query(SignUp.user_id).filter_by(shift_id=shift, state="seated").count()


def test_two_yes_for_one_seat(app, race, seats, cast):
    people = [cast.lan.id, cast.binh.id]
    shifts = seats(ROUNDS, people)
    ends = race([("yes", user, shift) for shift in shifts for user in people])
    assert ends == {"seated": ROUNDS, "FULL": ROUNDS}
    with app.app_context():
        for shift in shifts:
            assert _seated(shift) == db.session.get(Shift, shift).seats_taken == 1
            said = db.session.query(SignUp.user_id).filter_by(shift_id=shift, state="seated").scalar()
            yes = db.session.query(Ask.user_id).filter_by(shift_id=shift, answer="yes").all()
            assert yes == [(said,)], "who was refused has answered nothing"
        db.session.remove()


def test_without_the_lock_and_the_guards_both_sit_down(app, race, seats, cast):
    people = [cast.lan.id, cast.binh.id]
    shifts = seats(ROUNDS, people)
    with app.app_context():
        on = "" if db.engine.dialect.name == "sqlite" else " ON sign_ups"
        for name in TRIGGERS:
            db.session.execute(text(f"DROP TRIGGER {name}{on}"))
        db.session.commit()
        race([("unguarded", user, shift) for shift in shifts for user in people], by_shift=True)
        assert max(_seated(shift) for shift in shifts) == 2
        db.session.remove()


def test_the_same_person_asked_by_two_at_once_is_asked_once(app, race, cast, inside):
    (shift,) = inside(make_shifts, cast, least=1, most=4)
    ends = race([("ask", cast.lan.id, shift)] * 6)
    assert ends == {"asked": 1, "ASKED": 5}
    with app.app_context():
        assert db.session.query(Ask).count() == 1
        db.session.remove()
