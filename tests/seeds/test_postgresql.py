"""The demo is told on PostgreSQL as well."""

import pytest

from app.core import clock
from app.core.db import db
from app.seeds.demo import DAY_TODAY, day_today
from tests.seeds.conftest import demo_app, fill, local


@pytest.mark.postgresql
def test_it_is_told_on_postgresql(make_postgres_database, tmp_path):
    app = demo_app(make_postgres_database().replace("postgresql://", "postgresql+psycopg://"), tmp_path)
    fill(app, local("2026-11-29T18:50"))
    with app.app_context(), clock.at(local("2026-11-29T18:50")):
        assert day_today() == DAY_TODAY
        db.session.remove()
        db.engine.dispose()
