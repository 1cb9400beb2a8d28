"""The demo as it stands at several hours of its day: each is built once, by whichever worker comes first, and looked
at without being changed."""

import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask_migrate import upgrade

from app import create_app
from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.core import clock
from app.core.db import db
from app.people.models import User
from app.people.queries import held_by, user_by_login
from app.people.sign_in import start_session
from app.seeds.demo import RUNNING, build

# Hours of a day, each on another day: the story depends on the weekday and on the date itself.
MOMENTS = (
    "2026-11-22T00:30",
    "2026-11-26T13:30",
    "2026-11-28T20:30",
    "2026-12-02T23:50",
)
LAN, LONG, HOA = "0950001184", "0950000222", "0959000002"


def demo_app(url: str, home: Path):
    mail = {"MAIL_URL": "outbox:", "MAIL_FROM": "Gõ Cửa <gocua@localhost>", "SITE_URL": "http://127.0.0.1:8000"}
    settings = {"SQLALCHEMY_DATABASE_URI": url, "HOME": home, "SECRET_KEY": "only-for-tests-" * 3, "DEMO": True}
    return create_app({**settings, **mail, "TESTING": True, "WTF_CSRF_ENABLED": False})


def fill(app, moment: datetime) -> None:
    """The demo told at this moment, its letters delivered."""
    with app.app_context(), clock.at(moment):
        upgrade()
        build()
        db.session.remove()
        db.engine.dispose()


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL)


@pytest.fixture(scope="session", params=MOMENTS)
def demo(request, tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    home = (
        base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ) / f"demo-at-{request.param.replace(':', '')}"
    app = demo_app(f"sqlite:///{home / 'gocua.sqlite'}", home)
    try:
        os.mkdir(home)
    except FileExistsError:
        _wait_for(home)
    else:
        try:
            fill(app, local(request.param))
        except BaseException:
            (home / "failed").touch()
            raise
        (home / "ready").touch()
    return SimpleNamespace(app=app, home=home, moment=local(request.param))


def _wait_for(home: Path) -> None:
    for _ in range(1200):
        if (home / "ready").exists():
            return
        if (home / "failed").exists():
            raise RuntimeError("the other worker could not build this demo")
        time.sleep(0.1)
    raise TimeoutError("the demo was not built within two minutes")


@dataclass(frozen=True)
class Scene:
    """The demo at its moment, with the three whom it shows best."""

    app: object
    home: Path
    now: datetime
    campaign: Campaign
    lan: User
    long: User
    hoa: User


@pytest.fixture
def scene(demo):
    """Inside of an app context, at the demo's own moment."""
    with demo.app.app_context(), clock.at(demo.moment):
        people = (user_by_login(login) for login in (LAN, LONG, HOA))
        yield Scene(demo.app, demo.home, clock.now(), campaign_by_slug(RUNNING), *people)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def tokens(demo):
    """The session of each of the three."""
    found = {}
    with demo.app.app_context(), clock.at(demo.moment):
        for name, login in (("lan", LAN), ("long", LONG), ("hoa", HOA)):
            user = user_by_login(login)
            found[name] = start_session(user, held_by(user.id, clock.today()))
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.fixture
def enter(demo, tokens):
    """``enter("lan")``: a client that is signed in; opens no app context of its own."""

    def sign_in(name: str):
        client = demo.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = tokens[name], True
        return client

    return sign_in
