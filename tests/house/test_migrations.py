"""Migrations go up, down and up again on both databases, and end in exactly the models."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app.core.db import Instant, db
from tests.conftest import site

VERSIONS = sorted((Path(__file__).resolve().parents[2] / "migrations" / "versions").glob("*.py"))


@pytest.fixture(autouse=True)
def _read_once(monkeypatch):
    """All commands of a test share the list of migrations: reading it anew for each was half of what they cost."""
    read, lists = ScriptDirectory.from_config, []

    def once(config):
        if not lists:
            lists.append(read(config))
        return lists[0]

    monkeypatch.setattr(ScriptDirectory, "from_config", once)


@pytest.fixture
def empty(request, engine_name, tmp_path):
    """The site on an empty database."""
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    if engine_name == "postgresql":
        url = request.getfixturevalue("make_postgres_database")().replace("postgresql://", "postgresql+psycopg://")
    app = site(url, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def everything() -> dict:
    """Tables, and what stands in the catalogue beside them: triggers and functions."""
    tables = {name for name in inspect(db.engine).get_table_names() if name != "alembic_version"}
    if db.engine.dialect.name == "sqlite":
        others = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        others = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL "
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        )
    with db.engine.connect() as connection:
        return {"tables": tables, "others": set(connection.scalars(text(others)))}


def test_up_down_and_up_again(empty):
    upgrade()
    built = everything()
    assert built["tables"] == set(db.metadata.tables)
    downgrade(revision="base")
    assert everything() == {"tables": set(), "others": set()}, "what a migration makes, its downgrade takes away"
    upgrade()
    assert everything() == built


def test_each_step_can_be_taken_back_by_itself(empty):
    for path in VERSIONS:
        upgrade(revision=path.stem)
        before = everything()
        downgrade(revision="-1")
        upgrade(revision=path.stem)
        assert everything() == before, path.name


def _same_type(context, inspected_column, metadata_column, inspected_type, metadata_type):
    return False if isinstance(metadata_type, Instant) else None


def test_the_schema_is_exactly_the_models(empty):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_type})
        assert compare_metadata(context, db.metadata) == [], "run ./run flask db revision --autogenerate"


def test_names_are_dated_and_follow_each_other():
    before = None
    for path in VERSIONS:
        text = path.read_text()
        assert re.fullmatch(r"\d{8}_\d\d_\w+", path.stem), f"{path.name}: name it by its day"
        assert f'revision = "{path.stem}"' in text, path.name
        found = re.search(r"^down_revision = (?:None|\"(\w+)\")$", text, flags=re.M)
        assert found and found[1] == before, f"{path.name} follows {before}"
        before = path.stem
