"""Two who agree at the same moment: one consent, one role."""

from collections import Counter

import pytest

from app.core import clock
from app.core.db import action, db
from app.people.models import Grant
from app.powers.models import RoleRequest
from tests.powers import racers
from tests.support.processes import at_once


@pytest.fixture
def requests(app, cast):
    """Requests for several people, which nobody answered."""

    @action
    def make():
        facts = {"ward_id": cast.cua_nam.id, "role": "clerk", "by": cast.an.id, "at": clock.now()}
        rows = [RoleRequest(user_id=one.id, **facts) for one in (cast.lan, cast.minh, cast.binh)]
        db.session.add_all(rows)
        db.session.flush()
        return [row.id for row in rows]

    with app.app_context():
        made = make()
        db.session.remove()
        db.engine.dispose()
    return made


def race(target, database, tmp_path, requests, cast):
    args = (database[0], str(tmp_path), requests)
    return at_once(target, *((*args, by.id) for by in (cast.son, cast.mai)))


@pytest.mark.race
def test_two_who_agree_at_once_give_one_role(app, cast, database, tmp_path, requests):
    told = race(racers.agreeing, database, tmp_path, requests, cast)
    turns = Counter(tuple(sorted(turn)) for turn in zip(*told, strict=True))
    assert turns == {("ANSWERED", "agreed"): len(requests)}
    with app.app_context():
        assert db.session.query(Grant).filter_by(role="clerk", granted_by=cast.an.id).count() == len(requests)
        db.session.remove()


@pytest.mark.race
def test_without_the_lock_both_find_it_open_and_the_database_lets_one_through(database, tmp_path, requests, cast):
    told = race(racers.agreeing_unlocked, database, tmp_path, requests, cast)
    looked = [turn for one in told for turn in one[::2]]
    assert looked == ["open"] * 2 * len(requests), "so the race is there"
    written = Counter(tuple(sorted(turn)) for turn in zip(told[0][1::2], told[1][1::2], strict=True))
    assert written == {("refused by the database", "written"): len(requests)}
