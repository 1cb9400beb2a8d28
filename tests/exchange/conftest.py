"""Workbooks made on the spot, a site without the cast for the wards' own files, and rows counted in all tables."""

import io
import shutil

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from app.campaigns.models import Campaign
from app.core.db import db, use_wal
from app.core.sheets import Column, Table, read_sheets, write_book
from app.exchange.queries import frame_of
from app.exchange.rules import Choice, read_book
from tests.conftest import site

ROSTER = ("Họ và tên", "Giới tính", "Năm sinh", "Số điện thoại", "Email", "Tổ", "Chức vụ")
JOURNAL = ("Ngày", "Ca", "Điểm", "Họ và tên", "Số điện thoại", "Tổ", "Số phút", "Lượt hỗ trợ", "VNeID mức 2")


def make_book(headings, *rows, name="Danh sách") -> bytes:
    """An .xlsx with one table; short rows are filled up with blanks."""
    width = len(headings)
    full = [(*row, *[None] * (width - len(row))) for row in rows]
    target = io.BytesIO()
    write_book(target, [Table(name, [Column(heading) for heading in headings], full)])
    return target.getvalue()


@pytest.fixture
def book():
    return make_book


@pytest.fixture
def parse():
    """``parse(campaign, target, data)``: the rows as an import reads them."""

    def run(campaign, target, data):
        frame = frame_of(campaign)
        return read_book(read_sheets(data, "x.xlsx"), frame.target(target), frame, Choice()).parsed

    return run


@pytest.fixture
def roster(room, parse):
    """``roster(cast.campaign, row, row)``: (campaign, rows as read) of a roster of these rows."""
    return lambda named, *rows: _read(parse, named, "people", make_book(ROSTER, *rows))


@pytest.fixture
def journal(room, parse):
    return lambda named, *rows: _read(parse, named, "logs", make_book(JOURNAL, *rows))


def _read(parse, named, target, data):
    campaign = db.session.get(Campaign, named.id)
    return campaign, parse(campaign, target, data)


@pytest.fixture
def count_rows():
    """How many rows each table holds."""

    def count():
        tables = db.metadata.sorted_tables
        counted = {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}
        db.session.rollback()
        return counted

    return count


def _migrate(app) -> None:
    with app.app_context():
        upgrade()
        use_wal(db.engine)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def _empty_sqlite(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    _migrate(site(f"sqlite:///{folder / 'gocua.sqlite'}", folder))
    return folder / "gocua.sqlite"


@pytest.fixture(scope="session")
def _empty_postgres(make_postgres_database, tmp_path_factory):
    url = make_postgres_database()
    _migrate(site(url.replace("postgresql://", "postgresql+psycopg://"), tmp_path_factory.mktemp("emptypg")))
    return url


@pytest.fixture
def bare(request, engine_name, tmp_path):
    """A site with nobody in it, on both databases in turn."""
    if engine_name == "sqlite":
        shutil.copy(request.getfixturevalue("_empty_sqlite"), tmp_path / "gocua.sqlite")
        url = f"sqlite:///{tmp_path / 'gocua.sqlite'}"
    else:
        template = request.getfixturevalue("_empty_postgres")
        url = request.getfixturevalue("copy_of_postgres")(template)
    app = site(url.replace("postgresql://", "postgresql+psycopg://"), tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def hoa(as_, cast):
    return as_(cast.hoa)


@pytest.fixture
def look(app):
    """``look(select(...))``: one value of the database."""

    def value(query):
        with app.app_context():
            found = db.session.scalar(query)
            db.session.remove()
        return found

    return value
