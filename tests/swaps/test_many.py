"""Many seats of one shift on offer: the page asks as often as for a few."""

from datetime import date

import pytest

from app.core.db import db
from app.core.policy import Role
from app.people.actions import add_person, grant_role
from app.signups.actions import sign_up
from app.swaps.actions import offer_seat
from tests.cast import STARTS
from tests.shifts.makers import AFTERNOON, make_shifts

MANY = 15


@pytest.fixture
def on_offer(app, cast):
    """(the shift whose seats are all on offer to everyone, another at the same time)."""
    with app.app_context():
        one, other = make_shifts(
            cast, cast.point1, cast.point2, slots=(AFTERNOON,), most=MANY, first=date(2025, 8, 15)
        )
        for n in range(MANY):
            user = add_person(f"Người {n}", by=None, phone=f"09600000{n:02}")
            where = {"ward_id": cast.cua_nam.id, "team_id": cast.team1.id}
            grant_role(user, Role.VOLUNTEER, by=None, starts_on=STARTS, **where)
            sign_up(user.id, one)
            offer_seat(user.id, one)
        db.session.remove()
    return one, other


def test_behind_a_line(app, cast, as_, on_offer, count_sql):
    one, _ = on_offer
    with app.app_context():
        sign_up(cast.binh.id, one, wait=True)
        sign_up(cast.lan.id, one, wait=True)
        db.session.remove()
    lan = as_(cast.lan)
    with count_sql() as sent:
        page = lan.get(f"/shifts/{one}/hand-over").text
    assert len(sent) <= 5
    assert page.count("/accept") == page.count("disabled") == MANY


def test_with_another_seat_at_that_time(app, cast, as_, on_offer, count_sql):
    one, other = on_offer
    with app.app_context():
        sign_up(cast.lan.id, other)
        db.session.remove()
    lan = as_(cast.lan)
    with count_sql() as sent:
        page = lan.get(f"/shifts/{one}/hand-over").text
    assert len(sent) <= 5
    assert page.count('class="why"') == page.count("disabled") == MANY
