"""The harness: both databases, the cast, clients that are signed in, and a way to count SQL statements."""

import shutil
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.core import clock
from app.core.db import action, db
from app.people.sign_in import hashed, start_session
from tests.cast import MORNING, Cast, make_cast

PLUGINS = ("memory", "compiled", "passwords", "postgres", "chromium", "fields", "scenes")
pytest_plugins = [f"tests.support.{name}" for name in PLUGINS]

SETTINGS = {"TESTING": True, "WTF_CSRF_ENABLED": False, "SECRET_KEY": "only-for-tests-" * 3, "DEMO": False}


def site(url: str, home: Path, **settings):
    """An app on this database."""
    return create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": url, "HOME": home, **settings})


def _play(app, what):
    """What ``what()`` returns, done on the database of this app in the morning."""
    with app.app_context(), clock.at(MORNING):
        made = what()
        db.session.remove()
        db.engine.dispose()
    return made


def _move_in() -> Cast:
    upgrade()
    return make_cast()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    app = site(f"sqlite:///{folder / 'gocua.sqlite'}", folder)
    return folder / "gocua.sqlite", _play(app, _move_in)


@pytest.fixture(scope="session")
def _postgres_template(postgres_url, tmp_path_factory):
    app = site(psycopg_address(postgres_url), tmp_path_factory.mktemp("pg"))
    return postgres_url, _play(app, _move_in)


@pytest.fixture(scope="session")
def _sqlite_scene(_sqlite_template, scenes, tmp_path_factory):
    """``scene(name)``: the file that a test of this scene begins with, made by the first that asks."""
    template, cast = _sqlite_template

    @cache
    def scene(name):
        folder = tmp_path_factory.mktemp(name)
        file = Path(shutil.copy(template, folder))
        _play(site(f"sqlite:///{file}", folder), lambda: scenes[name](cast))
        return file

    return scene


@pytest.fixture(scope="session")
def _postgres_scene(_postgres_template, scenes, make_postgres_database, tmp_path_factory):
    template, cast = _postgres_template

    @cache
    def scene(name):
        url = make_postgres_database(like=template)
        _play(site(psycopg_address(url), tmp_path_factory.mktemp(name)), lambda: scenes[name](cast))
        return url

    return scene


def psycopg_address(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


# Above what no database has a part in, or what is proved on both elsewhere: a form, a paper, a process that starts.
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])
_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
on_postgresql = pytest.mark.parametrize("engine_name", [_POSTGRESQL])


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def engine_name(request):
    return request.param


@pytest.fixture
def database(request, engine_name, scenes, tmp_path):
    """A database of this test's own, with the cast in it and the scene that the test asks for: (address, cast)."""
    kind = "sqlite" if engine_name == "sqlite" else "postgres"
    template, cast = request.getfixturevalue(f"_{kind}_template")
    asked = [name for name in scenes if name in request.fixturenames]
    if asked:
        template = request.getfixturevalue(f"_{kind}_scene")(asked[-1])
    if engine_name == "sqlite":
        shutil.copy(template, tmp_path / "gocua.sqlite")
        return f"sqlite:///{tmp_path / 'gocua.sqlite'}", cast
    return psycopg_address(request.getfixturevalue("copy_of_postgres")(template)), cast


@pytest.fixture
def app(database, tmp_path):
    """The site, on SQLite and on PostgreSQL in turn, at 09:00 on Thursday, 14 August 2025 in Vietnam."""
    app = site(database[0], tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def another_site(database, tmp_path):
    """``another_site(TRUSTED_HOSTS=[...])``: a second process on the same database, with other settings."""
    made = []

    def make(**settings):
        made.append(site(database[0], tmp_path, **settings))
        return made[-1]

    yield make
    for each in made:
        with each.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def cast(database) -> Cast:
    return database[1]


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(MORNING):
        yield


@pytest.fixture
def at():
    """Move the clock: ``with at("2025-08-14T23:59:59"):`` (local time)."""

    def move(moment: str):
        return clock.at(datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL))

    return move


@pytest.fixture
def room(app):
    """An app context for calling verbs and queries directly."""
    with app.app_context():
        yield app


@pytest.fixture
def as_(app):
    """A client signed in as somebody of the cast: ``as_(cast.lan).get("/")``; ``proved``: who has just told the
    password once more. Opens no app context of its own."""
    clients = []

    @action
    def prove(token):
        from app.people.models import SignIn

        db.session.query(SignIn).filter_by(token_hash=hashed(token)).update({"proved_at": clock.now()})

    def sign_in(person, campaign=None, proved=False):
        from app.people.models import User
        from app.people.queries import held_by

        with app.app_context():
            user = db.session.get(User, person.id)
            token = start_session(user, held_by(user.id, clock.today()))
            if proved:
                prove(token)
            db.session.remove()
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            if campaign is not None:
                session["campaign"] = campaign
        clients.append(client)
        return client

    return sign_in


@pytest.fixture
def anonymous(app):
    return app.test_client()


PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def part():
    """Headers with which htmx asks for a part: ``client.get(url, headers=part("roster"))``."""
    return lambda target: {**PART, "HX-Target": f"div#{target}"}


@pytest.fixture
def count_sql(app):
    """``with count_sql() as statements: ...`` collects the SQL statements sent meanwhile."""

    @contextmanager
    def counting():
        statements = []

        def heard(conn, cursor, statement, parameters, context, executemany):
            statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", heard)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", heard)

    return counting
