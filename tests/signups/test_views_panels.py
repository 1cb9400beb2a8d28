"""Panels that ask why: a wrong reason brings them back open, and only the one that was sent."""

import pytest

from app.signups.actions import sign_up
from tests.shifts.makers import EVENING, make_shifts
from tests.support.panels import WRONG, open_panels, reopened


@pytest.fixture
def shift(app, cast):
    with app.app_context():
        made = make_shifts(cast, cast.point1, slots=(EVENING,))[0]
        for person in (cast.lan, cast.binh):
            sign_up(person.id, made)
    return made


def test_cancelling_a_shift(as_, cast, shift):
    client = as_(cast.hoa)
    assert open_panels(client.get(f"/shifts/{shift}").text) == []
    answer = client.post(f"/shifts/{shift}/cancel", data={"reason": WRONG})
    assert f'action="/shifts/{shift}/cancel"' in reopened(answer)
    assert open_panels(answer.text, "fold") == []


def test_taking_somebody_off(as_, cast, shift):
    answer = as_(cast.hoa).post(f"/shifts/{shift}/people/{cast.lan.id}/off", data={"reason": WRONG})
    assert f"/people/{cast.lan.id}/off" in reopened(answer, "fold")
    assert open_panels(answer.text) == []


def test_putting_somebody_on(as_, cast, shift):
    data = {"person": cast.minh.id, "reason": WRONG}
    answer = as_(cast.hoa).post(f"/shifts/{shift}/people", data=data)
    assert f'action="/shifts/{shift}/people"' in reopened(answer, "fold")
