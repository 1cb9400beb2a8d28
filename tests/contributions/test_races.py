"""Two at once, with real processes on both databases; each race has a control that shows what it guards from."""

from collections import Counter

import pytest
from sqlalchemy import func, select, text

from app.contributions.actions import decide_many
from app.contributions.actions.change import standing
from app.contributions.models import Decision, Log
from app.contributions.rules import fingerprint
from app.core.clock import today
from app.core.db import action, db
from app.core.policy import Role
from app.people.actions import grant_role
from app.people.models import User
from tests.contributions import racers
from tests.support.processes import at_once

pytestmark = pytest.mark.race
PAIRS = 60


@pytest.fixture
def race(database, tmp_path):
    """``race(task, args, args)``: one process for each tuple of arguments; their answers, turn by turn."""

    def fire(task, *each):
        told = at_once(racers.run, *((task, database[0], str(tmp_path), *args) for args in each))
        return list(zip(*told, strict=True))

    return fire


@pytest.fixture
def waiting(app, cast, write):
    """Records that wait, and two secretaries who may both decide on them."""

    @action
    def second_secretary():
        grant_role(
            db.session.get(User, cast.mai.id), Role.SECRETARY, by=None, ward_id=cast.cua_nam.id, starts_on=today()
        )

    with app.app_context():
        second_secretary()
        db.session.remove()
    ids = [write(cast.lan, minutes=1) for _ in range(PAIRS)]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return ids


def _loosen(app, *statements: str):
    """Take a guard away: the statements for SQLite, and with their table named for PostgreSQL."""
    with app.app_context():
        for statement in statements:
            on = " ON logs" if "TRIGGER" in statement and db.engine.dialect.name != "sqlite" else ""
            db.session.execute(text(statement + on))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def _approvals(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Decision).where(Decision.verdict == "approved"))


def test_two_deciders_at_once_make_one_decision(app, cast, waiting, race):
    turns = race(racers.deciding, (waiting, cast.hoa.id), (waiting, cast.mai.id))
    assert Counter(tuple(sorted(turn)) for turn in turns) == {("ALREADY_DECIDED", "done"): PAIRS}
    assert _approvals(app) == PAIRS


def test_a_record_is_either_decided_or_taken_back(app, cast, waiting, race):
    turns = race(racers.deciding_or_withdrawing, ("decide", waiting, cast.hoa.id), ("withdraw", waiting, cast.lan.id))
    found = Counter(tuple(sorted(turn)) for turn in turns)
    assert set(found) <= {("NOT_WAITING", "done"), ("NOT_SENT", "taken back")}
    assert _approvals(app) == found["NOT_WAITING", "done"]


def test_control_without_the_guards_some_are_approved_twice(app, cast, waiting, race):
    _loosen(app, "DROP INDEX uq_decisions_approved", "DROP TRIGGER logs_frozen")
    race(racers.deciding_unguarded, (waiting, cast.hoa.id), (waiting, cast.mai.id))
    assert _approvals(app) > PAIRS


@pytest.fixture
def acts(app, cast, waiting):
    """Bulk approvals of two records each, and the records."""
    with app.app_context():
        pairs = [waiting[n : n + 2] for n in range(0, PAIRS, 2)]
        found = [decide_many(pair, "approved", "", cast.hoa.id).bulk_id for pair in pairs]
        db.session.remove()
        db.engine.dispose()
    return found, waiting


def _states(app):
    with app.app_context():
        return Counter(db.session.scalars(select(Log.state)))


def test_of_two_undos_at_once_one_reverses_and_each_record_waits_once(app, cast, acts, race):
    turns = race(racers.undoing, (acts[0], cast.hoa.id), (acts[0], cast.hoa.id))
    assert Counter(tuple(sorted(turn)) for turn in turns) == {(("NOTHING_LEFT", 0), ("undone", 2)): len(acts[0])}
    assert _states(app) == {"reversed": PAIRS, "sent": PAIRS}
    with app.app_context():
        verdicts = Counter(db.session.scalars(select(Decision.verdict)))
    assert verdicts == {"approved": PAIRS, "reversed": PAIRS}


def test_control_without_the_lock_some_records_wait_twice(app, cast, acts, race):
    _loosen(app, "DROP TRIGGER logs_frozen", "DROP TRIGGER logs_day_full_insert", "DROP TRIGGER logs_day_full_update")
    race(racers.undoing_unguarded, (acts[1], cast.hoa.id), (acts[1], cast.mai.id))
    assert _states(app)["sent"] > PAIRS


def _submits(cast, count):
    refs = [f"same-submit-{n}" for n in range(count)]
    place = (cast.campaign.id, cast.cua_nam.id)
    return (refs, place, cast.lan.id, cast.team1.id)


def test_the_same_submit_twice_at_once_is_one_record(app, cast, race):
    args = _submits(cast, 2 * PAIRS)
    turns = race(racers.submitting, args, args)
    assert Counter(tuple(sorted(turn)) for turn in turns) == {("created", "found"): 2 * PAIRS}
    with app.app_context():
        assert db.session.query(Log).count() == 2 * PAIRS


def test_of_the_same_submit_with_two_figures_one_is_written_and_one_asked_about(app, cast, race):
    args = _submits(cast, PAIRS)
    turns = race(racers.submitting_others, (*args, 1), (*args, 2))
    assert Counter(tuple(sorted(word for word, _n in turn)) for turn in turns) == {("asked", "created"): PAIRS}
    with app.app_context():
        stands = dict(db.session.execute(select(Log.client_ref, Log.minutes)).all())
    written = [next(n for word, n in turn if word == "created") for turn in turns]
    assert [stands[ref] for ref in args[0]] == written


@pytest.fixture
def drafts(app, cast, write):
    """Drafts of one minute each, all on one day, and what they say."""
    ids = [write(cast.lan, minutes=1, send=False) for _ in range(PAIRS)]
    with app.app_context():
        seen = fingerprint(standing(db.session.get(Log, ids[0]), {}))
        db.session.remove()
        db.engine.dispose()
    return ids, seen


def test_of_two_windows_the_second_is_asked_and_writes_nothing_over(app, cast, drafts, race):
    ids, seen = drafts
    turns = race(racers.changing, (ids, cast.lan.id, 2, seen), (ids, cast.lan.id, 3, seen))
    assert Counter(tuple(sorted(word for word, _n in turn)) for turn in turns) == {("asked", "written"): PAIRS}
    with app.app_context():
        stands = dict(db.session.execute(select(Log.id, Log.minutes)).all())
    assert [stands[log_id] for log_id in ids] == [next(n for w, n in turn if w == "written") for turn in turns]


def test_control_without_the_lock_figures_are_lost(app, cast, drafts, race):
    ids, seen = drafts
    turns = race(racers.changing_unguarded, (ids, cast.lan.id, 2, seen), (ids, cast.lan.id, 3, seen))
    assert any([word for word, _n in turn] == ["written", "written"] for turn in turns)


def test_control_without_the_constraint_some_are_written_twice(app, cast, race):
    _loosen(app, "CREATE TABLE loose_logs (client_ref TEXT)")
    refs = _submits(cast, PAIRS)[0]
    race(racers.submitting_unguarded, (refs,), (refs,))
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM loose_logs")) > PAIRS


def _filling(cast, who, turns):
    refs = [f"{who}-fills-the-day-{n}" for n in range(turns)]
    return (refs, (cast.campaign.id, cast.cua_nam.id), cast.lan.id, cast.team1.id)


def test_two_records_at_once_never_make_a_day_of_more_than_24_hours(app, cast, race):
    turns = race(racers.filling_a_day, *((*_filling(cast, who, PAIRS), cast.hoa.id) for who in ("one", "other")))
    assert Counter(tuple(sorted(turn)) for turn in turns) == {("DAY_FULL", "written"): PAIRS}


def test_control_without_the_triggers_some_days_have_28_hours(app, cast, race):
    _loosen(app, "DROP TRIGGER logs_day_full_insert", "DROP TRIGGER logs_day_full_update")
    turns = race(racers.filling_a_day_unguarded, *(_filling(cast, who, 10) for who in ("one", "other")))
    assert max(minutes for turn in turns for minutes in turn) == 1680
