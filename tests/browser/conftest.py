"""The demo as its users meet it: built once, copied for each test that changes something, walked in Chromium."""

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from flask_migrate import upgrade
from werkzeug.serving import make_server

from app import create_app
from app.config import DEMO_PASSWORD
from app.core import clock
from app.core.db import db
from app.seeds.demo import build

TODAY = "2026-11-22T09:00"
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


def demo_app(home: Path):
    """The demo on this folder, as ``./run demo`` runs it, at a fixed moment."""
    settings = {
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{home / 'gocua.sqlite'}",
        "HOME": home,
        "SECRET_KEY": "only-for-tests-" * 3,
        "DEMO": True,
        "TODAY": TODAY,
    }
    return create_app(settings)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory, worker_id) -> Path:
    """A folder that all workers of this run have, and no earlier one."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def demo_folder(run_folder) -> Path:
    """The demo's folder, built by whichever worker comes first."""
    return made_once(run_folder / "demo", _build_demo)


def _build_demo(folder: Path) -> None:
    app = demo_app(folder)
    try:
        with app.app_context(), clock.real_time():
            upgrade()
            build()
            db.session.remove()
            db.engine.dispose()
    finally:
        clock.configure("")


def made_once(shared: Path, make) -> Path:
    """A folder that ``make(folder)`` fills, in one worker; the others wait for it."""
    try:
        os.mkdir(shared)
    except FileExistsError:
        return _waited_for(shared)
    try:
        make(shared)
    except BaseException:
        (shared / "failed").touch()
        raise
    (shared / "ready").touch()
    return shared


def _waited_for(shared: Path) -> Path:
    for _ in range(1800):
        if (shared / "ready").exists():
            return shared
        if (shared / "failed").exists():
            raise RuntimeError(f"the other worker could not make {shared.name}")
        time.sleep(0.1)
    raise TimeoutError(f"{shared.name} was not made within three minutes")


@pytest.fixture
def _stopped_clock():
    """Here the clock stands where the demo's setting puts it."""
    with clock.real_time():
        yield
    clock.configure("")


@pytest.fixture
def site_url(demo_folder, tmp_path, _stopped_clock):
    """A demo of this test's own, served on a free port."""
    shutil.copytree(demo_folder, tmp_path / "demo")
    server = make_server("127.0.0.1", 0, demo_app(tmp_path / "demo"), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture
def enter(site_url):
    """``enter(page, login)``: sign in through the form."""

    def sign_in(page, login: str):
        page.goto(site_url + "/sign-in")
        page.fill("[name=login]", login)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.locator("form:has([name=password]) button[type=submit], form:has([name=password]) button").first.click()
        page.wait_for_url(site_url + "/")
        return page

    return sign_in
