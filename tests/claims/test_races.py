"""Teams take seats and name people while everybody signs up: never more than the shift has."""

import pytest

from app.claims.actions import claim
from app.core.db import db
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.claims.test_actions import AFTER
from tests.shifts.makers import AFTERNOON, make_shifts

pytestmark = pytest.mark.race


def row(shift):
    db.session.rollback()
    db.session.expire_all()
    found = db.session.get(Shift, shift)
    assert found.seats_taken == db.session.query(SignUp).filter_by(shift_id=shift, state="seated").count()
    return found


def test_teams_and_people_rush_for_the_same_seats(race, crowd, cast):
    shift = make_shifts(cast, slots=(AFTERNOON,), first=AFTER, most=9)[-1]
    people = [("join", shift, user.id) for user in crowd(20)]
    teams = [("claim", shift, team.id) for team in (cast.team1, cast.team2)] * 3
    jobs = [job for n, job in enumerate(people) for job in ([job, teams[n // 3]] if n % 3 == 0 and n < 18 else [job])]
    ends = race(jobs)
    found = row(shift)
    assert found.seats_taken == ends["seated"] and found.seats_held == 2 * ends["claimed"]
    assert found.seats_taken + found.seats_held == found.max_heads or ends["TOO_MANY"]
    assert ends["seated"] + ends["FULL"] == 20
    assert ends["claimed"] + ends["TOO_MANY"] + ends["NONE_FREE"] == 6


def test_more_names_than_seats_at_once(race, crowd, cast):
    shift = make_shifts(cast, slots=(AFTERNOON,), first=AFTER, most=9)[-1]
    team = claim(cast.team1.id, shift, 4, cast.minh.id)
    ends = race([("name", team, user.id) for user in crowd(20)])
    assert ends == {"named": 4, "NONE_LEFT": 16}
    found = row(shift)
    assert (found.seats_taken, found.seats_held, found.team_seats, found.team_unnamed) == (4, 0, 4, 0)
