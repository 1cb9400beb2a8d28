"""The board, a shift's page, one's own shifts: as pages, as parts, without scripts, for strangers."""

import pytest

from tests.shifts.makers import EVENING, make_shifts


@pytest.fixture
def shift(app, cast):
    with app.app_context():
        return make_shifts(cast, cast.point1, slots=(EVENING,))[0]


def test_the_board_shows_a_day_with_a_button(as_, cast, shift, count_sql):
    lan = as_(cast.lan)
    with count_sql() as s:
        answer = lan.get("/shifts?day=2025-08-15")
    assert answer.status_code == 200
    assert f"/shifts/{shift}/sign-up" in answer.text
    assert len(s) <= 5
    assert cast.point1.name in answer.text


def test_taking_and_leaving_a_seat_without_scripts(as_, cast, shift, count_sql):
    lan = as_(cast.lan)
    with count_sql() as s:
        answer = lan.post(f"/shifts/{shift}/sign-up", data={"next": "/my/shifts"})
    assert (answer.status_code, answer.location) == (303, "/my/shifts")
    assert len(s) <= 7
    with count_sql() as s:
        mine = lan.get("/my/shifts").text
    assert cast.point1.name in mine
    assert len(s) <= 5
    assert lan.post(f"/shifts/{shift}/leave").status_code == 303
