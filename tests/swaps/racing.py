"""A crowd of volunteers, and processes that let them race."""

from collections import Counter

import pytest
from sqlalchemy import insert

from app.core import clock
from app.core.db import db
from app.people.models import Grant, User
from tests.cast import STARTS
from tests.support.processes import at_once
from tests.swaps import racer

PROCESSES, THREADS = 2, 4


@pytest.fixture
def crowd(room, cast):
    """Makes so many volunteers of team 01 and returns them."""

    def make(count):
        rows = [
            {"name": f"Người {n:02}", "sort_key": "", "search_key": "", "language": "vi", "created_at": clock.now()}
            for n in range(count)
        ]
        db.session.execute(insert(User), rows)
        found = db.session.query(User).filter(User.name.startswith("Người ")).order_by(User.id).all()
        place = {"ward_id": cast.cua_nam.id, "team_id": cast.team1.id, "role": "volunteer", "title": ""}
        grants = [{**place, "user_id": user.id, "starts_on": STARTS, "granted_at": clock.now()} for user in found]
        db.session.execute(insert(Grant), grants)
        db.session.commit()
        return found

    return make


@pytest.fixture
def race(app, tmp_path):
    """Sends jobs (verb, offer or shift, user) off, dealt to processes that start together; counts how they ended."""

    def start(jobs):
        order = {"url": app.config["SQLALCHEMY_DATABASE_URI"], "home": str(tmp_path), "threads": THREADS}
        orders = [order | {"jobs": jobs[n::PROCESSES]} for n in range(PROCESSES)]
        return Counter(end for part in at_once(racer.race, *zip(orders)) for end in part)

    return start
