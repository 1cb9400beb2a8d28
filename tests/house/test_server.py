"""What gunicorn.conf.py does when the server is up."""

import os
import runpy
import subprocess
from types import SimpleNamespace

import pytest

from app.config import ROOT


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
