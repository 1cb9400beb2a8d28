"""Two workers, or a worker and a leader, freeze at once: real processes on both databases, and a control."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from app.core import clock
from app.core.db import db
from app.ranking.actions import set_moment
from app.ranking.models import Freeze, Ranking
from tests.ranking import racers
from tests.ranking.makers import adopt, approved, campaign_of, sent, some_logs
from tests.support.processes import at_once

pytestmark = pytest.mark.race
MOMENT = datetime(2025, 8, 20, 17, 0, tzinfo=clock.LOCAL)
LATER = (MOMENT + timedelta(hours=1)).isoformat()


@pytest.fixture
def due(app, cast):
    """The moment is set, log 7 waits for approval, and log 8 is approved late."""
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        set_moment(campaign_of(cast), MOMENT, cast.son.id)
        sent(cast, cast.lan, cast.team1, day=9, support_turn=3)
        with clock.at(MOMENT):
            approved(cast, cast.binh, cast.team2, day=8, support_turn=9)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def race(database, tmp_path):
    """``race((task, args), ...)``: one process for each; their answers."""

    def fire(*each):
        return at_once(racers.run, *((task, database[0], str(tmp_path), LATER, *args) for task, *args in each))

    return fire


def kinds(app) -> list[str]:
    with app.app_context():
        return [row.kind for row in db.session.query(Freeze).order_by(Freeze.id)]


def test_two_processes_and_a_worker_freeze_once(app, cast, due, race):
    freezing = (racers.freezing, cast.campaign.id)
    told = race(freezing, freezing, (racers.working,))
    assert kinds(app) == ["moment"]
    with app.app_context():
        assert db.session.query(Ranking).count() == 1
    assert told.count("none") >= 1 and set(told) <= {"none", "done", 1}


def test_a_decision_for_another_copy_at_the_same_time_comes_after_it(app, cast, due, race):
    told = race((racers.freezing, cast.campaign.id), (racers.deciding, cast, "phiếu giấy nộp đúng hạn"))
    assert kinds(app) == ["moment", "again"]
    with app.app_context():
        assert db.session.query(Ranking).count() == 2
    assert set(told) <= {"none", 1, 2}


def test_what_was_approved_before_the_moment_and_is_not_written_yet_is_waited_for(app, cast, due, race):
    before = (MOMENT - timedelta(seconds=1)).isoformat()
    told = race((racers.approving_slowly, cast, before, 7), (racers.freezing, cast.campaign.id))
    assert sorted(told) == [1, 7], "the copy, and the log"
    with app.app_context():
        document = json.loads(db.session.query(Ranking).one().document)
    counted = {addend["log_id"] for row in document["individuals"] for addend in row["addends"]}
    assert 7 in counted and 8 not in counted


def test_control_without_lock_and_index_it_is_frozen_twice(app, cast, due, race):
    with app.app_context():
        db.session.execute(text("DROP INDEX uq_freezes_moment"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    race(*((racers.unguarded, cast, MOMENT.isoformat(), one) for one in ("one", "other")))
    assert kinds(app) == ["moment", "moment"]
