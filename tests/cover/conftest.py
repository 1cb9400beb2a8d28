"""Fixtures of cover."""

from datetime import date

import pytest

from app.core.db import action, db
from app.core.policy import Role
from app.people.actions import add_person, grant_role
from tests.shifts.makers import make_shifts


@pytest.fixture
def shift(app, cast):
    """A shift tomorrow, 14:00–17:00 at point 1, that needs two of four people; its id."""
    with app.app_context():
        (made,) = make_shifts(cast, least=2, most=4)
        db.session.remove()
    return made


@pytest.fixture
def crowd(app, cast):
    """``crowd(250)``: so many volunteers more in team 01; their ids."""

    @action
    def make(count):
        people = [add_person(f"Người {n}", by=None, phone=f"09{61000000 + n}") for n in range(count)]
        for one in people:
            grant_role(one, Role.VOLUNTEER, None, cast.cua_nam.id, cast.team1.id, starts_on=date(2025, 7, 31))
        return [one.id for one in people]

    def made(count):
        with app.app_context():
            ids = make(count)
            db.session.remove()
        return ids

    return made


@pytest.fixture
def inside(app):
    """``inside(verb, ...)``: calls it in an app context of its own."""

    def call(verb, *args, **kwargs):
        with app.app_context():
            try:
                return verb(*args, **kwargs)
            finally:
                db.session.remove()

    return call
