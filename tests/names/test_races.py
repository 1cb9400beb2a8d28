"""Two who mend the same name at the same moment: real processes on both databases, and a control."""

from collections import Counter

import pytest
from sqlalchemy import insert, select, text

from app.core import clock
from app.core.db import db
from app.names.models import NameCorrection, NameRequest
from app.people.models import Grant, User
from tests.cast import MORNING, STARTS
from tests.names import racers
from tests.names.conftest import mend
from tests.support.processes import at_once

pytestmark = pytest.mark.race
TURNS = 30


@pytest.fixture
def race(database, tmp_path):
    """``race(task, args, args)``: one process for each tuple of arguments; their answers, turn by turn."""

    def fire(task, *each):
        told = at_once(racers.run, *((task, database[0], str(tmp_path), *args) for args in each))
        return list(zip(*told, strict=True))

    return fire


@pytest.fixture
def crowd(app, cast):
    """Volunteers of the ward, no two with names that one letter makes alike."""
    with app.app_context(), clock.at(MORNING):
        names = [f"Phạm Văn Số {n}" for n in range(TURNS)]
        row = {"search_key": "", "language": "vi", "created_at": clock.now()}
        people = [{**row, "name": name, "sort_key": name} for name in names]
        ids = list(db.session.scalars(insert(User).returning(User.id), people))
        place = {
            "role": "volunteer",
            "ward_id": cast.cua_nam.id,
            "team_id": cast.team1.id,
            "starts_on": STARTS,
            "granted_at": clock.now(),
        }
        db.session.execute(insert(Grant), [{**place, "user_id": user_id} for user_id in ids])
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return ids


@pytest.fixture
def requests(app, cast, crowd):
    """One request for each of them, asked for by the clerk."""
    with app.app_context(), clock.at(MORNING):
        asked = [mend(cast, "person", user_id, f"Lê Thị Khác {n}").id for n, user_id in enumerate(crowd)]
        db.session.remove()
        db.engine.dispose()
    return asked


def corrections(app) -> Counter:
    with app.app_context():
        return Counter(db.session.scalars(select(NameCorrection.user_id)))


def test_of_two_confirmations_at_once_one_counts(app, cast, crowd, requests, race):
    turns = race(racers.answering, *((requests, by.id, [True] * TURNS) for by in (cast.son, cast.hoa)))
    assert Counter(tuple(sorted(turn)) for turn in turns) == {("ANSWERED", "confirmed"): TURNS}
    assert corrections(app) == dict.fromkeys(crowd, 1)


def test_what_is_confirmed_and_declined_at_once_is_one_of_both(app, cast, crowd, requests, race):
    turns = race(racers.answering, (requests, cast.son.id, [True] * TURNS), (requests, cast.hoa.id, [False] * TURNS))
    found = Counter(tuple(sorted(turn)) for turn in turns)
    assert set(found) <= {("ANSWERED", "confirmed"), ("ANSWERED", "declined")}
    assert len(corrections(app)) == found["ANSWERED", "confirmed"]
    with app.app_context():
        granted = Counter(db.session.scalars(select(NameRequest.granted)))
        changed = db.session.scalars(
            select(User.name).where(User.id.in_(crowd), User.name.like("Lê Thị Khác%"))
        ).all()
    assert granted[True] == found["ANSWERED", "confirmed"] == len(changed)


def test_two_small_steps_at_once_are_no_large_one(app, cast, crowd, race):
    """Each is a slip of the pen for itself. Whoever comes second is measured against the name of before the first."""
    turns = race(racers.correcting, (crowd, "h", cast.tu.id), (crowd, "g", cast.hoa.id))
    assert Counter(turns) and {word for turn in turns for word in turn} <= {"corrected", "asked"}
    with app.app_context():
        rows = db.session.execute(select(NameCorrection).order_by(NameCorrection.id)).scalars().all()
        names = dict(db.session.execute(select(User.id, User.name).where(User.id.in_(crowd))).all())
    for user_id in crowd:
        chain = [row for row in rows if row.user_id == user_id]
        assert [row.old_name for row in chain[1:]] == [row.new_name for row in chain[:-1]], "none was written over"
        assert chain[-1].new_name == names[user_id] and len(names[user_id]) == len(chain[0].old_name) + 1


def test_control_without_the_guards_one_request_makes_two_corrections(app, cast, crowd, requests, race):
    loosened = {"name_requests_once": "name_requests", "name_corrections_now": "name_corrections"}
    with app.app_context():
        for trigger, table in loosened.items():
            on = f" ON {table}" if db.engine.dialect.name != "sqlite" else ""
            db.session.execute(text(f"DROP TRIGGER {trigger}{on}"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    race(racers.confirming_unguarded, (requests, cast.son.id), (requests, cast.hoa.id))
    assert max(corrections(app).values()) == 2
