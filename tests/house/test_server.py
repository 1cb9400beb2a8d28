"""What gunicorn.conf.py does when the server is up."""

import os
import runpy
import subprocess
import threading
from types import SimpleNamespace

import pytest

from app.config import ROOT
from app.core import deadline


@pytest.fixture
def when_ready(monkeypatch):
    """Its hook, run with this environment; returns what was warmed up, and which programs were started."""

    def run(**environ):
        warmed, started = [], []
        for name in ("GOCUA_WORKER_BESIDE", "WEB_CONCURRENCY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(subprocess, "Popen", lambda command: started.append(command))
        monkeypatch.setattr("gc.freeze", lambda: None)
        monkeypatch.setattr("gc.set_threshold", lambda *numbers: None)
        site = SimpleNamespace(extensions={"warm": lambda: warmed.append(True)})
        runpy.run_path(str(ROOT / "gunicorn.conf.py"))["when_ready"](
            SimpleNamespace(app=SimpleNamespace(wsgi=lambda: site))
        )
        return warmed, started

    return run


def test_the_site_is_warm_before_the_first_request_and_alone(when_ready):
    assert when_ready() == ([True], [])


def test_the_worker_is_started_beside_the_server_where_run_asks_for_it(when_ready):
    _, (command,) = when_ready(GOCUA_WORKER_BESIDE="1")
    assert command[-3:] == ["worker", "--beside", str(os.getpid())]


def test_a_fork_with_threads_is_told(monkeypatch):
    """The guard itself: it speaks where a second thread runs, and only there."""
    conf, told = runpy.run_path(str(ROOT / "gunicorn.conf.py")), []
    server = SimpleNamespace(log=SimpleNamespace(critical=lambda *words: told.append(words)))
    threads = conf["threads_now"]()
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    assert conf["threads_now"]() == threads + 1
    conf["pre_fork"](server, None)
    ended.set()
    thread.join()
    assert len(told) == 1
    monkeypatch.setitem(conf["pre_fork"].__globals__, "threads_now", lambda: 1)
    conf["pre_fork"](server, None)
    assert len(told) == 1


def test_each_worker_watches_over_its_requests(monkeypatch):
    started = []
    monkeypatch.setattr(deadline, "watch", lambda: started.append(True))
    runpy.run_path(str(ROOT / "gunicorn.conf.py"))["post_worker_init"](None)
    assert started == [True]


def test_a_start_says_where_nobody_can_sign_in(monkeypatch):
    told = []
    site = SimpleNamespace(extensions={}, config={"WARNINGS": ["Nobody can sign in"]})
    monkeypatch.setattr("gc.freeze", lambda: None)
    monkeypatch.setattr("gc.set_threshold", lambda *numbers: None)
    monkeypatch.delenv("GOCUA_WORKER_BESIDE", raising=False)
    server = SimpleNamespace(app=SimpleNamespace(wsgi=lambda: site), log=SimpleNamespace(warning=told.append))
    runpy.run_path(str(ROOT / "gunicorn.conf.py"))["when_ready"](server)
    assert told == ["Nobody can sign in"]
