"""Static files: the right ones, compressed, kept, and nothing beside them."""

import gzip
import re

import brotli
import pytest

from app.core.assets import FOLDER, JOINED, load, squeeze

CSS = load("css/app.css").body


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


@pytest.mark.parametrize("name", JOINED)
def test_every_file_of_the_folder_is_joined_once(name):
    folder = FOLDER / name.removesuffix(".css").removesuffix(".js")
    assert sorted(JOINED[name]) == sorted(path.relative_to(FOLDER).as_posix() for path in folder.iterdir())


def test_joining_drops_comments_and_blanks_and_nothing_else():
    sheet = '/* Two\n   lines */\n.b :is(i,\n  u) {\n    content: "/* x */";\n  }\n\n// c\n  x = 1; // d\n'
    assert squeeze(sheet) == '.b :is(i,\nu) {\ncontent: "/* x */";\n}\nx = 1; // d'


def test_the_layers_are_put_in_order_before_any_is_filled():
    assert CSS.startswith(b"@layer reset, tokens, base, pieces, pages, print;")
    assert set(re.findall(rb"@layer (\w+) {", CSS)) == {b"reset", b"tokens", b"base", b"pieces", b"pages", b"print"}


def test_no_name_of_the_scripts_is_the_pages():
    script = load("js/app.js").body
    assert script.startswith(b"(() => {") and script.endswith(b"})();")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("css/**/*.css")), ids=lambda path: path.stem)
def test_a_style_sheet_has_one_declaration_a_line(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        without_strings = re.sub(r"\"[^\"]*\"", "", line)
        assert without_strings.count(";") <= 1, f"{path.name}:{number}: a line of its own for each declaration"
        assert not re.search(r"{\s*\S", without_strings), f"{path.name}:{number}: break the line after the brace"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("js/**/*.js")), ids=lambda path: path.stem)
def test_a_script_is_of_a_size_to_read(path):
    assert len(path.read_text().splitlines()) <= 60
