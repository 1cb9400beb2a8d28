"""The plan on screen: two templates of Cửa Nam's."""

import pytest

from app.core.db import db
from tests.shifts.makers import EVENING, make_template


@pytest.fixture
def made(app, cast):
    """Ids of two templates in Cửa Nam: afternoons at both points, evenings at the first."""
    with app.app_context():
        ids = make_template(cast, cast.point1, cast.point2), make_template(cast, cast.point1, slot=EVENING)
        db.session.remove()
    return ids


@pytest.fixture
def rows(app):
    """``rows(column, ..., id=7)``: what stands in the database, in the order of the ids."""

    def read(*columns, **by):
        with app.app_context():
            found = db.session.query(*columns).filter_by(**by).order_by(columns[0]).all()
            db.session.remove()
        return found

    return read
