"""What is done every minute: each job by itself, never twice at once."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.messages import minute
from app.messages.actions import jobs
from app.messages.minute import each
from app.messages.models import Job


@pytest.fixture
def every_minute(monkeypatch):
    monkeypatch.setattr(minute, "JOBS", {})
    return minute.every_minute


def test_each_job_runs_and_a_broken_one_keeps_none(room, every_minute):
    ran = []

    @every_minute
    def broken():
        db.session.add(Job(name="half"))
        db.session.flush()
        raise ZeroDivisionError

    @every_minute
    def sound():
        ran.append(db.session.get(Job, "half"))

    assert minute.tick() == {"messages.broken": "failed", "messages.sound": "done"}
    assert minute.tick()["messages.broken"] == "failed", "not kept by its failure"
    assert ran == [None, None]


def test_a_job_that_somebody_is_at_is_left_alone(room, every_minute):
    answers = []

    @every_minute
    def long():
        answers.append(minute.tick() if not answers else None)

    assert minute.tick() == {"messages.long": "done"}
    assert answers == [{"messages.long": "busy"}]


def test_a_lost_worker_keeps_a_job_for_a_while_only(room, every_minute):
    every_minute(lambda: None)
    assert jobs.take_job("messages.<lambda>")
    assert set(minute.tick().values()) == {"busy"}
    with clock.at(clock.now() + jobs.LEASE - timedelta(seconds=1)):
        assert set(minute.tick().values()) == {"busy"}
    with clock.at(clock.now() + jobs.LEASE):
        assert set(minute.tick().values()) == {"done"}


def test_the_command_tells_what_became_of_each(app, every_minute):
    @every_minute
    def sound():
        pass

    fine = app.test_cli_runner().invoke(args=["tick"])
    assert (fine.output, fine.exit_code) == ("messages.sound: done\n", 0)

    @every_minute
    def broken():
        raise ZeroDivisionError

    assert app.test_cli_runner().invoke(args=["tick"]).exit_code == 1


def test_one_thing_that_fails_keeps_none_of_the_others(room):
    """A shift whose line can't move up must not stop the lines of all later ones, every minute."""
    done = []

    def verb(number):
        if number == 2:
            raise ValueError(number)
        done.append(number)

    with pytest.raises(RuntimeError, match="1 of 3 failed"):
        each(verb, [(1,), (2,), (3,)])
    assert done == [1, 3]
    assert each(verb, [(4,)]) == 1
