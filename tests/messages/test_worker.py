"""The worker as it runs: it hears of letters, stops when told, and never outlives the server beside it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask_migrate import check

from app.core.clock import real_time
from app.core.db import db
from app.messages.actions import tell
from app.messages.models import Job
from app.messages.rules import Told
from app.messages.worker import Queue
from tests.conftest import SETTINGS, on_sqlite
from tests.messages.conftest import change

ROOT = Path(__file__).resolve().parents[2]
# Seconds: a process that starts on a busy machine takes its time.
PATIENCE = 120
WORKER = [sys.executable, "-m", "flask", "worker"]


def until(true, seconds=PATIENCE):
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def environment(database, mail_server, tmp_path):
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GOCUA_")},
        "FLASK_APP": "wsgi",
        "DATABASE_URL": database[0],
        "GOCUA_HOME": str(tmp_path),
        "SECRET_KEY": SETTINGS["SECRET_KEY"],
        "GOCUA_MAIL_URL": mail_server.url,
        "GOCUA_MAIL_FROM": "Gõ Cửa <gocua@example.org>",
        "GOCUA_SITE_URL": "https://gocua.example.org",
    }


@pytest.fixture
def start(environment):
    """``start("--beside", "1")``: a worker; whatever is left of it ends with the test."""
    running = []

    def run(*options):
        running.append(subprocess.Popen([*WORKER, *options], cwd=ROOT, env=environment, stderr=subprocess.PIPE))
        return running[-1]

    yield run
    for one in running:
        one.kill()
        one.communicate()


def has_ticked(app) -> bool:
    with app.app_context():
        return db.session.query(Job).filter(Job.name == "messages.deliver", Job.ended_at.is_not(None)).count() > 0


@pytest.fixture
def site_with_queue(another_site, mail_server):
    """The site with the queue that it has in real use."""
    app = another_site(TESTING=False, MAIL_URL=mail_server.url)
    with app.app_context():
        yield app
    app.extensions["queue"].huey.storage.close()


def test_a_letter_leaves_at_once_and_the_worker_stops_when_told(site_with_queue, start, cast, mail_server):
    change(cast.lan, email="lan@example.org")
    worker = start()
    assert until(lambda: has_ticked(site_with_queue)), worker.stderr.read()
    data = {"by": cast.minh.id, "point": "Điểm 1", "starts_at": "2040-01-01T01:00:00+00:00"}
    with real_time():
        told = time.monotonic()
        tell([Told(user_id=cast.lan.id, kind="handover.left", key="k", data=data | {"ends_at": data["starts_at"]})])
    assert until(lambda: mail_server.letters)
    assert time.monotonic() - told < 40, "the next minute is too late"
    assert mail_server.letters[0][1].get_content().startswith("Xin chào Nguyễn Thị Thu Lan,")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert worker.stderr.read() == b""
    # What the queue keeps in PostgreSQL is no difference to the models.
    check()


@on_sqlite
def test_the_worker_ends_with_the_server_beside_it(environment, app):
    """The shell starts a worker, becomes the server and is killed without a chance to say so."""
    script = '"$1" -m flask worker --beside $$ & echo $!; exec sleep 600'
    server = subprocess.Popen(
        ["sh", "-c", script, "sh", sys.executable], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    worker = int(server.stdout.readline())
    try:
        assert until(lambda: has_ticked(app))
        assert is_there(worker)
        server.kill()
        server.wait()
        assert until(lambda: not is_there(worker))
    finally:
        server.kill()
        if is_there(worker):
            os.kill(worker, signal.SIGKILL)
        server.stdout.close()


@on_sqlite
def test_a_worker_that_comes_too_late_does_not_stay(start):
    assert start("--beside", "1").wait(PATIENCE) is not None


@on_sqlite
def test_a_queue_is_no_file_before_it_is_needed(another_site, tmp_path, as_, cast):
    app = another_site(TESTING=False)
    assert isinstance(app.extensions["queue"], Queue)
    assert app.test_client().get("/sign-in").status_code == 200
    assert not (tmp_path / "queue.sqlite").exists()
