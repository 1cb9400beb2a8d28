"""A full disk, a file that somebody else holds, a server that is gone: 503 in plain words, and nothing written."""

import errno
import io
import os
import sqlite3
import subprocess
import sys

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.audit.queries import broken_links
from app.contributions.models import Log
from app.core import db as house
from app.core.clock import today
from app.core.db import db
from app.core.outage import out_of_service
from app.core.policy import public
from app.exchange import files
from app.people.models import User
from app.people.queries import held_by
from app.people.sign_in import start_session
from tests.core import full_disk
from tests.exchange.conftest import ROSTER, make_book
from tests.support.processes import FORKS

RECORD = {"client_ref": "while-it-is-held", "day": "2025-08-13", "minutes": "60", "note": "Trực điểm"}
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


def plain(answer, words="Chưa lưu gì cả"):
    status, later, text = answer
    assert (status, later) == (503, "30")
    assert words in text and "Traceback" not in text and "sqlite" not in text.lower()


def refs():
    found = db.session.scalars(select(Log.client_ref).order_by(Log.id)).all()
    db.session.remove()
    return found


@pytest.fixture
def engine_name():
    """The disk and the file are SQLite's here; what PostgreSQL says is asked of ``out_of_service`` alone."""
    return "sqlite"


@pytest.fixture
def sqlite_file(tmp_path):
    return tmp_path / "gocua.sqlite"


@pytest.fixture
def hurried(monkeypatch, another_site):
    """The site, waiting for half a second only."""
    monkeypatch.setattr(house, "PATIENCE", 0.5)
    return another_site()


@pytest.fixture
def held(sqlite_file):
    """Another process holds the file for writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(sqlite_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    yield process
    process.communicate(timeout=10)


def _client(app, cast, token):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


@pytest.fixture
def token(app, cast):
    with app.app_context():
        user = db.session.get(User, cast.lan.id)
        found = start_session(user, held_by(user.id, today()))
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_file_that_is_held_too_long(hurried, cast, token, held, part):
    client = _client(hurried, cast, token)
    assert client.get("/logs").status_code == 200, "reading goes on"
    for headers in ({}, part("log")):
        answer = client.post("/logs", data=RECORD, headers=headers)
        plain((answer.status_code, answer.headers.get("Retry-After"), answer.text))
        assert ("<html" in answer.text) is (not headers)
    held.communicate(timeout=10)
    assert client.post("/logs", data=RECORD).status_code == 303
    with hurried.app_context():
        assert refs() == [RECORD["client_ref"]]


def test_a_command_that_waits_too_long_says_so_in_a_line(hurried, cast, held, monkeypatch):
    monkeypatch.setenv("GOCUA_PASSWORD", "mưa nắng gió bão")
    words = ["create-admin", "--login", "0977000001", "--name", "Lê Quản Trị"]
    found = hurried.test_cli_runner().invoke(args=words)
    assert (found.exit_code, len(found.stderr.strip().splitlines())) == (1, 1)
    assert "database is locked" in found.stderr


def test_a_full_disk(app, database, token, tmp_path):
    answers = FORKS.Queue()
    process = FORKS.Process(target=full_disk.writing, args=(database[0], str(tmp_path), token, answers))
    process.start()
    *told, full, after = answers.get(timeout=60)
    process.join(30)
    plain(full)
    assert told, "some were stored before"
    assert [status for status, *_ in told] == [303] * len(told)
    assert after[0] == 303, "once there is room, everything goes on"
    with app.app_context():
        assert refs() == [*(f"full-disk-{n:04}" for n in range(len(told))), "full-disk-0099"]
        assert broken_links()[1] == []
        db.session.remove()


def test_an_upload_that_finds_no_room_leaves_nothing_behind(app, as_, cast, monkeypatch, tmp_path):
    class NoRoom(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    hoa = as_(cast.hoa)
    monkeypatch.setattr(files, "open", lambda number, mode: (os.close(number), NoRoom())[1], raising=False)
    file = (io.BytesIO(make_book(ROSTER)), "x.xlsx")
    answer = hoa.post("/imports", data={"target": "people", "file": file})
    plain((answer.status_code, answer.headers.get("Retry-After"), answer.text))
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("error", "later"),
    [
        (psycopg.errors.DiskFull("x"), True),
        (psycopg.errors.TooManyConnections("x"), True),
        (psycopg.errors.AdminShutdown("x"), True),
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.UndefinedTable("x"), False),
        (psycopg.errors.UniqueViolation("x"), False),
        (sqlite3.OperationalError("database or disk is full"), True),
        (sqlite3.OperationalError("no such table: logs"), False),
    ],
)
def test_what_may_work_later_is_told_from_what_is_broken(error, later):
    assert out_of_service(OperationalError("x", {}, error)) is later


def test_other_errors_of_files_stay_errors(app):
    @public
    def view():
        raise PermissionError(errno.EACCES, "a secret path")

    app.add_url_rule("/break", "break", view)
    answer = app.test_client().get("/break")
    assert answer.status_code == 500 and "secret" not in answer.text
