"""A morning shift of today, with Lan and Minh on it, and its codes."""

from datetime import date, datetime

import pytest

from app.attendance import actions
from app.attendance.models import AttendanceMark
from app.attendance.rules import digits_of, link_of, minute_of, site_key
from app.core import clock
from app.core.db import action, db
from app.core.policy import Reach
from app.shifts.models import Shift
from app.signups.actions import put_on
from tests.shifts.makers import MORNING_SLOT, make_shifts

TODAY = date(2025, 8, 14)
EVERYWHERE, NOWHERE = Reach(everywhere=True), Reach()


@action
def _stretch(shift, until):
    db.session.get(Shift, shift).ends_at = until


@pytest.fixture
def keys(app):
    return (site_key(app.secret_key),)


@pytest.fixture
def make(app, cast):
    """``make(cast.lan, slot=..., day=...)``: the id of a new shift with these people on it."""

    def new(*people, slot=MORNING_SLOT, day=TODAY, point=None, most=4, until=None):
        with app.app_context(), clock.at(datetime(2025, 8, 13, 9, tzinfo=clock.LOCAL)):
            shift = make_shifts(cast, point or cast.point1, slots=(slot,), first=day, most=most)[-1]
            if until:
                _stretch(shift, datetime.fromisoformat(until).replace(tzinfo=clock.LOCAL))
            for one in people:
                put_on(one.id, shift, "for the test", by=cast.hoa.id)
            db.session.remove()
        return shift

    return new


@pytest.fixture
def shift(make, cast):
    """08:00–11:30 today."""
    return make(cast.lan, cast.minh)


@pytest.fixture
def code(keys):
    """``code(shift, "08:01")``: what the link's code of this minute is; ``digits=True`` for the digits."""

    def of(shift, at, day=TODAY, digits=False):
        minute = minute_of(datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=clock.LOCAL))
        return (digits_of if digits else link_of)(keys[0], shift, minute)

    return of


@pytest.fixture
def check(keys, code):
    """``check(cast.lan, shift, "in", "08:01")``: the verb, in a room; ``shows``: where they can show codes."""

    def verb(who, shift, side, at, day=TODAY, shows=NOWHERE, **more):
        return actions.check(who.id, shift, side, code(shift, at, day, **more), keys, EVERYWHERE, shows)

    return verb


@pytest.fixture
def marks():
    """Rows (kind, how) of a person in a shift, in order."""

    def of(shift, who):
        rows = db.session.query(AttendanceMark.kind, AttendanceMark.how)
        found = rows.filter_by(shift_id=shift, user_id=who.id).order_by(AttendanceMark.id).all()
        db.session.rollback()
        return [tuple(row) for row in found]

    return of
