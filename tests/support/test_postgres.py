"""The throw-away server serves, copies and survives; the tests of the site rely on it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support.postgres_server import find_binaries, start

pytestmark = pytest.mark.postgresql


def test_a_copy_holds_what_its_model_holds(make_postgres_database, copy_of_postgres):
    model = make_postgres_database()
    engine = create_engine(model)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ward AS SELECT 'Cửa Nam' AS name"))
    engine.dispose()

    engine = create_engine(copy_of_postgres(model))
    with engine.connect() as connection:
        assert engine.dialect.driver == "psycopg"
        assert connection.scalar(text("SELECT upper(name) FROM ward")) == "CỬA NAM"
    engine.dispose()


def test_each_database_starts_empty(make_postgres_database):
    engine = create_engine(make_postgres_database())
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 0
    engine.dispose()


def test_the_server_ends_with_its_owner_however_that_dies(postgres_server):
    folder = Path(tempfile.mkdtemp(prefix="gocua-pg-"))
    owner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    start(find_binaries(), folder, owner.pid)
    owner.kill()
    owner.wait()
    for _ in range(100):
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not folder.exists()
