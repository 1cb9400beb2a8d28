"""Static files: the right ones, compressed, kept, and nothing beside them."""

import gzip

import brotli
import pytest

from app.core.assets import FOLDER

CSS = (FOLDER / "css/app.css").read_bytes()


@pytest.fixture
def engine_name():
    """Nothing here depends on the database."""
    return "sqlite"


@pytest.mark.parametrize(
    "name",
    [
        "../config.py",
        "%2e%2e/config.py",
        "..%2fconfig.py",
        "css/../../config.py",
        "css/%2e%2e/%2e%2e/config.py",
        "/etc/passwd",
        "%2fetc/passwd",
        "..%5cconfig.py",
        "css",
        "css/",
        ".",
        "",
        "x" * 300,
        "a/" * 600,
        "css/app.css%20",
        "css//app.css%00.png",
        "~root",
        "CSS/APP.CSS" if not (FOLDER / "CSS").exists() else "nothing",
    ],
)
def test_nothing_outside_of_the_folder_is_served(anonymous, name):
    answer = anonymous.get(f"/static/{name}")
    assert answer.status_code in (308, 400, 404), name
    assert "GOCUA_HOME" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("identity;q=0", None),
        ("", None),
        ("br;q=abc", None),
        ("brotli, x-gzip", None),
        (",;,;q=1," * 50, None),
        ("\xff\xfe", None),
        ("deflate", None),
    ],
)
def test_compressed_as_asked(anonymous, accepted, encoding):
    answer = anonymous.get("/static/css/app.css", headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") in (encoding, *([] if encoding else ["br"]))
    undo = {"br": brotli.decompress, "gzip": gzip.decompress}.get(answer.headers.get("Content-Encoding"), bytes)
    assert undo(answer.data) == CSS
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_kept_for_a_year_under_the_checksum_only(app, anonymous):
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("css/app.css")
    assert anonymous.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert anonymous.get("/static/css/app.css?v=other").headers["Cache-Control"] == "no-cache"


def test_not_sent_twice(anonymous):
    first = anonymous.get("/static/css/app.css")
    again = anonymous.get("/static/css/app.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = anonymous.head("/static/css/app.css")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"].startswith("text/css")
