"""A calendar as a calendar program fetches it."""

import re

import pytest
from icalendar import Calendar
from sqlalchemy import update

from app.core.db import action, db
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.shifts.makers import AFTERNOON, MORNING_SLOT, make_shifts


def entries(body: bytes) -> list:
    """The entries of a calendar file, by their start."""
    return sorted(Calendar.from_ical(body).walk("VEVENT"), key=lambda event: (event.start, event["UID"]))


@pytest.fixture
def address_of(as_):
    """``address_of(cast.lan)``: the path of a new calendar address, read from the page that tells it."""

    def make(person) -> str:
        page = as_(person).post("/me/calendar").text
        return re.search(r'value="http://localhost(/calendars/[\w-]{43}\.ics)"', page)[1]

    return make


@pytest.fixture
def fetch(anonymous):
    """``fetch(path)``: the entries behind a calendar address."""

    def read(path: str) -> list:
        answer = anonymous.get(path)
        assert answer.status_code == 200
        return entries(answer.data)

    return read


@action
def seat(shift_id: int, *user_ids: int) -> None:
    """Put people on a shift, whatever the rules say about it."""
    shift = db.session.get(Shift, shift_id)
    for user_id in user_ids:
        row = SignUp(ward_id=shift.ward_id, shift_id=shift_id, user_id=user_id, state="seated")
        row.starts_at, row.ends_at = shift.starts_at, shift.ends_at
        row.joined_at = row.seated_at = shift.starts_at
        db.session.add(row)


@pytest.fixture
def shifts(app, cast) -> list[int]:
    """Tomorrow's morning and afternoon at point 1, one seat each."""
    with app.app_context():
        ids = make_shifts(cast, cast.point1, slots=(MORNING_SLOT, AFTERNOON), most=1)
        db.session.remove()
    return ids


@pytest.fixture
def do(app):
    """``do(verb, ...)`` in a context of its own."""

    def run(verb, *args, **kwargs):
        with app.app_context():
            verb(*args, **kwargs)
            db.session.remove()

    return run


@action
def change(model, row_id: int, **values):
    db.session.execute(update(model).where(model.id == row_id).values(**values))
