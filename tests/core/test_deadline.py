"""A request ends in time, whatever it is at; the requests beside it and after it know nothing of that."""

import io
import threading
import time

import pytest
from sqlalchemy import text

from app.core import deadline
from app.core.db import action, db
from app.core.isolated import Limits, run
from app.core.policy import public
from tests.conftest import on_sqlite

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000000) SELECT sum(i) "
    "FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


@pytest.fixture
def quick(monkeypatch):
    """Deadlines of a second or less, and somebody who watches, for as long as the test runs."""
    monkeypatch.setattr(deadline, "STATEMENT", 0.4)
    monkeypatch.setattr(deadline, "PYTHON", 0.8)
    monkeypatch.setattr(deadline, "AGAIN", 0.8)
    ended = threading.Event()

    def watch():
        while not ended.wait(0.05):
            deadline.look(time.monotonic())

    thread = threading.Thread(target=watch)
    thread.start()
    yield
    ended.set()
    thread.join()


def spin():
    until = time.monotonic() + 40
    while time.monotonic() < until:
        pass


def spin_stubbornly():
    """What catches everything is asked again."""
    for _ in range(2):
        try:
            spin()
        except Exception:
            continue
    spin()


def select_for_ever():
    db.session.execute(text(ENDLESS[db.engine.dialect.name]))


@action
def write_for_ever():
    db.session.execute(text("UPDATE users SET name = 'Ai đó'"))
    select_for_ever()


def wait_for_a_process():
    run("tests.core.isolated_work:sleep", 40, limits=Limits(seconds=30))


@pytest.fixture
def asked(app):
    """``asked(work)``: the answer of a page that does this, and how long it took."""
    doing = {}
    app.add_url_rule("/do", "do", public(lambda: doing["work"]() or "done"))

    def ask(work):
        doing["work"], began = work, time.monotonic()
        return app.test_client().get("/do"), time.monotonic() - began

    return ask


@pytest.mark.parametrize("work", [select_for_ever, write_for_ever])
def test_whatever_it_asks_of_the_database_it_ends_in_words(app, quick, asked, work, cast):
    it_ends_in_words(app, asked, work, cast)


@on_sqlite
@pytest.mark.parametrize("work", [spin, spin_stubbornly, wait_for_a_process])
def test_whatever_a_request_is_at_it_ends_in_words(app, quick, asked, work, cast):
    it_ends_in_words(app, asked, work, cast)


def it_ends_in_words(app, asked, work, cast):
    answer, took = asked(work)
    assert took < 20
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "quá lâu" in answer.text and "</html>" in answer.text
    after, _ = asked(lambda: None)
    assert (after.status_code, after.text) == (200, "done")
    with app.app_context():
        names = set(db.session.scalars(text("SELECT name FROM users")))
        db.session.remove()
    assert cast.lan.name in names and "Ai đó" not in names, "nothing of it is written"


@on_sqlite
def test_control_without_a_watch_nothing_ends(app, monkeypatch, asked):
    monkeypatch.setattr(deadline, "STATEMENT", 0.1)
    monkeypatch.setattr(deadline, "PYTHON", 0.2)
    answer, took = asked(lambda: time.sleep(1.5))
    assert answer.status_code == 200 and took > 1.4


@on_sqlite
def test_the_requests_beside_it_go_on(app, quick, asked):
    slow = threading.Thread(target=asked, args=(spin,))
    slow.start()
    while slow.is_alive():
        answer = app.test_client().get("/sign-in")
        assert answer.status_code == 200
        time.sleep(0.05)
    slow.join()


@on_sqlite
def test_time_in_which_the_client_sends_is_not_counted(app, quick):
    class Slow(io.BytesIO):
        def read(self, *size):
            time.sleep(1.2)
            return super().read(*size)

    body = b"login=x&password=" + b"y" * 70_000
    answer = app.test_client().post(
        "/sign-in",
        input_stream=Slow(body),
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 422


def test_a_connection_that_was_given_back_is_not_stopped_for_the_request_that_had_it(app, quick):
    with app.app_context():
        work = deadline._own.work = deadline.Work()
        db.session.execute(text("SELECT 1"))
        assert work.connection is not None
        db.session.remove()
        assert work.connection is None
    deadline._own.work = None


def test_outside_of_a_request_there_is_no_deadline():
    assert deadline.left() is None


def test_nothing_that_is_over_is_kept(app):
    app.test_client().get("/sign-in")
    assert not deadline._at_work
