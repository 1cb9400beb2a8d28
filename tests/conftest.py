"""The harness: both databases, the cast, clients that are signed in, and a way to count SQL statements."""

import shutil
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.core import clock
from app.core.db import action, db
from app.people.sign_in import hashed, start_session
from tests.cast import MORNING, Cast, make_cast

pytest_plugins = [f"tests.support.{name}" for name in ("memory", "compiled", "postgres", "chromium", "fields")]

SETTINGS = {"TESTING": True, "WTF_CSRF_ENABLED": False, "SECRET_KEY": "only-for-tests-" * 3, "DEMO": False}


def site(url: str, home: Path, **settings):
    """An app on this database."""
    return create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": url, "HOME": home, **settings})


def _build(app) -> Cast:
    """Migrate an empty database and let the cast move in."""
    with app.app_context():
        upgrade()
        with clock.at(MORNING):
            cast = make_cast()
        db.session.remove()
        db.engine.dispose()
    return cast


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    app = site(f"sqlite:///{folder / 'gocua.sqlite'}", folder)
    return folder / "gocua.sqlite", _build(app)


@pytest.fixture(scope="session")
def _postgres_template(postgres_url, tmp_path_factory):
    app = site(postgres_url.replace("postgresql://", "postgresql+psycopg://"), tmp_path_factory.mktemp("pg"))
    return postgres_url, _build(app)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine_name(request):
    return request.param


@pytest.fixture
def database(request, engine_name, tmp_path):
    """A database of this test's own, with the cast in it: (address, cast)."""
    if engine_name == "sqlite":
        template, cast = request.getfixturevalue("_sqlite_template")
        shutil.copy(template, tmp_path / "gocua.sqlite")
        return f"sqlite:///{tmp_path / 'gocua.sqlite'}", cast
    template, cast = request.getfixturevalue("_postgres_template")
    url = request.getfixturevalue("copy_of_postgres")(template)
    return url.replace("postgresql://", "postgresql+psycopg://"), cast


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
