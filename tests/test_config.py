"""Settings from the environment: defaults that run, and a production that refuses what is unsafe."""

import os
import runpy
import subprocess
import sys

import pytest

from app.config import ROOT, ConfigError, engine_options, from_environment
from tests.support.processes import flask

SECRET = "x9" * 20
PRODUCTION = {"GOCUA_ENV": "production", "SECRET_KEY": SECRET, "GOCUA_SITE_URL": "https://gocua.example.org"}


def read(tmp_path, **environ):
    return from_environment({"GOCUA_HOME": str(tmp_path / "home"), **environ})


def test_without_any_setting_it_runs_and_writes_only_below_its_home(tmp_path):
    found = read(tmp_path)
    assert found["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'home' / 'gocua.sqlite'}"
    assert (found["PRODUCTION"], found["DEMO"], found["PROXIES"], found["TRUSTED_HOSTS"]) == (False, False, 0, None)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["secret_key"]


def test_the_key_of_a_home_is_made_once_and_read_by_nobody_else(tmp_path):
    assert read(tmp_path)["SECRET_KEY"] == read(tmp_path)["SECRET_KEY"]
    file = tmp_path / "home" / "secret_key"
    assert len(file.read_text()) >= 32
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("secret", ["", "dev", "changeme", "x" * 31])
def test_production_refuses_to_start_without_a_secret_of_its_own(tmp_path, secret):
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        read(tmp_path, **PRODUCTION | {"SECRET_KEY": secret})


def test_production_is_never_a_demo_and_keeps_cookies_to_https(tmp_path):
    found = read(tmp_path, **PRODUCTION, GOCUA_DEMO="1")
    assert (found["DEMO"], found["SESSION_COOKIE_SECURE"], found["SESSION_COOKIE_NAME"]) == (
        False,
        True,
        "__Host-gocua",
    )
    assert read(tmp_path, GOCUA_DEMO="1")["DEMO"] is True


@pytest.mark.parametrize(
    "environ", [{"GOCUA_PROXIES": "one"}, {"GOCUA_PROXIES": "-1"}, {"GOCUA_TODAY": "tomorrow"}], ids=str
)
def test_a_setting_that_cannot_be_read_names_itself(tmp_path, environ):
    with pytest.raises(ConfigError, match=next(iter(environ))):
        read(tmp_path, **environ)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address_is_taken(tmp_path, scheme):
    found = read(tmp_path, DATABASE_URL=f"{scheme}://gocua@localhost/gocua")
    assert found["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://gocua@localhost/gocua"


def test_no_error_of_the_database_shows_what_was_in_the_statement():
    for url in ("sqlite://", "postgresql+psycopg://localhost/x"):
        assert engine_options(url, {})["hide_parameters"] is True


def test_lists_are_split_at_commas(tmp_path):
    found = read(tmp_path, SECRET_KEY_FALLBACKS="old,older", TRUSTED_HOSTS="a.vn,b.vn")
    assert (found["SECRET_KEY_FALLBACKS"], found["TRUSTED_HOSTS"]) == (["old", "older"], ["a.vn", "b.vn"])


def test_a_start_that_is_refused_is_one_line_and_status_1(tmp_path):
    environ = {"GOCUA_HOME": str(tmp_path), "GOCUA_ENV": "production", "PATH": ""}
    command = [sys.executable, "-c", "import wsgi"]
    found = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)
    assert found.returncode == 1
    assert len(found.stderr.strip().splitlines()) == 1 and "SECRET_KEY" in found.stderr
    assert list(tmp_path.iterdir()) == []


MAIL = {
    "GOCUA_MAIL_URL": "smtp://me:geheim@mail.example.org:587",
    "GOCUA_MAIL_FROM": "Gõ Cửa <a@example.org>",
    "GOCUA_SITE_URL": "https://gocua.example.org/",
}


def test_letters_want_a_server_a_sender_and_the_address_of_the_site(tmp_path):
    home = {"GOCUA_HOME": str(tmp_path)}
    assert from_environment(home)["MAIL_URL"] == ""
    found = from_environment({**home, **MAIL})
    assert (found["MAIL_URL"], found["SITE_URL"]) == (MAIL["GOCUA_MAIL_URL"], "https://gocua.example.org")
    for name, wrong in (
        ("GOCUA_MAIL_URL", "http://me:geheim@mail.example.org"),
        ("GOCUA_MAIL_URL", "smtp://me:geheim@mail.example.org:port"),
        ("GOCUA_MAIL_URL", "smtp://"),
        ("GOCUA_MAIL_FROM", ""),
        ("GOCUA_MAIL_FROM", "a@example.org\r\nBcc: b@example.org"),
        ("GOCUA_SITE_URL", ""),
        ("GOCUA_SITE_URL", "gocua.example.org"),
        ("GOCUA_SITE_URL", "https://gocua.example.org/here"),
    ):
        with pytest.raises(ConfigError, match=name) as told:
            from_environment({**home, **MAIL, name: wrong})
        assert "geheim" not in str(told.value)


def test_the_demo_writes_its_letters_into_a_folder(tmp_path):
    found = from_environment({"GOCUA_HOME": str(tmp_path), "GOCUA_DEMO": "1", "PORT": "8001"})
    assert (found["MAIL_URL"], found["MAIL_SITE"]) == ("outbox:", "http://127.0.0.1:8001")
    found = from_environment({"GOCUA_HOME": str(tmp_path), "GOCUA_DEMO": "1", "HOST": "0.0.0.0"})
    assert (found["MAIL_SITE"], found["SITE_URL"]) == ("http://127.0.0.1:8000", ""), "nobody can open 0.0.0.0"


def test_production_refuses_to_start_without_the_address_of_the_site(tmp_path):
    with pytest.raises(ConfigError, match="GOCUA_SITE_URL must be set") as told:
        read(tmp_path, **PRODUCTION | {"GOCUA_SITE_URL": ""})
    assert "https://" in str(told.value)
    assert list(tmp_path.iterdir()) == [], "what does not start leaves nothing"


@pytest.mark.parametrize(
    "site",
    ["gocua.example.org", "ftp://a.vn", "https://", "https://a.vn/b", "https://me:x@a.vn", "https://a.vn:x"],
)
def test_what_is_no_address_of_a_site_is_refused(tmp_path, site):
    for environ in (PRODUCTION, {}):
        with pytest.raises(ConfigError, match="GOCUA_SITE_URL"):
            read(tmp_path, **environ | {"GOCUA_SITE_URL": site})


def test_the_site_answers_to_its_address_to_the_machine_and_to_what_is_added(tmp_path):
    own = ["gocua.example.org", "localhost", "127.0.0.1", "[::1]"]
    assert read(tmp_path, **PRODUCTION)["TRUSTED_HOSTS"] == own
    found = read(tmp_path, **PRODUCTION, TRUSTED_HOSTS="a.vn, b.vn")
    assert found["TRUSTED_HOSTS"] == [own[0], "a.vn", "b.vn", *own[1:]]
    found = read(tmp_path, **PRODUCTION | {"GOCUA_SITE_URL": "HTTPS://GoCua.Example.org:8443/"})
    assert (found["SITE_URL"], found["TRUSTED_HOSTS"][0]) == (
        "https://gocua.example.org:8443",
        "gocua.example.org:8443",
    )
    assert read(tmp_path, GOCUA_SITE_URL="https://a.vn")["TRUSTED_HOSTS"] is None


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, []),
        ({"HOST": "127.0.0.1", "GOCUA_PROXIES": "1"}, []),
        ({"HOST": "0.0.0.0", "GOCUA_PROXIES": "1"}, []),
        ({"GOCUA_SITE_URL": "http://localhost:8000"}, []),
        ({"GOCUA_SITE_URL": "http://192.168.1.7:8000"}, ["Nobody can sign in at http://192.168.1.7:8000"]),
        ({"HOST": "0.0.0.0"}, ["listens on 0.0.0.0 by plain http"]),
        ({"HOST": "192.168.1.7", "GOCUA_SITE_URL": "http://192.168.1.7"}, ["Nobody can", "listens on 192.168.1.7"]),
    ],
)
def test_a_start_says_where_nobody_can_sign_in(tmp_path, environ, said):
    warnings = read(tmp_path, **PRODUCTION | environ)["WARNINGS"]
    assert len(warnings) == len(said)
    for warning, words in zip(warnings, said, strict=True):
        assert words in warning and "https only" in warning


SENTENCES = {
    "a folder below a file": {"GOCUA_HOME": __file__ + "/x"},
    "a file": {"GOCUA_HOME": __file__},
    "another database": {"DATABASE_URL": "mysql://me:geheim@host/x"},
    "an address that can't be read": {"DATABASE_URL": "postgresql://me:ge/heim@host:port/x"},
    "a database that does not answer": {"DATABASE_URL": "postgresql://me:geheim@127.0.0.1:1/x"},
    "a folder that is not there": {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite"},
    "a number that is none": {"GOCUA_PROXIES": "two"},
    "a site that is none": {"GOCUA_SITE_URL": "a.vn"},
    "a day that is none": {"GOCUA_TODAY": "soon"},
    "mail to nowhere": {"GOCUA_MAIL_URL": "carrier-pigeon://"},
    "production without an address": {"GOCUA_ENV": "production", "SECRET_KEY": SECRET},
}


UPGRADE, ADD = ["db", "upgrade"], ["create-admin", "--login", "0912345678", "--name", "A"]
TRIED = [
    *((wrong, UPGRADE) for wrong in SENTENCES),
    *((wrong, ADD) for wrong in ("a file", "a folder that is not there", "a database that does not answer")),
]


@pytest.mark.parametrize(("wrong", "command"), TRIED)
def test_a_command_with_a_wrong_setting_ends_in_a_sentence(tmp_path, wrong, command):
    environ = {"PATH": os.environ["PATH"], "GOCUA_HOME": str(tmp_path / "a" / "b"), "GOCUA_PASSWORD": "một-mật-khẩu"}
    status, said = flask(command, environ | SENTENCES[wrong], tmp_path / "said.txt")
    assert status == 1, said
    assert "Traceback" not in said and "geheim" not in said
    assert len(said.strip().splitlines()) == 1


def test_a_key_that_was_cut_off_is_told(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret_key").write_text("")
    with pytest.raises(ConfigError, match="cut off"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["WEB_CONCURRENCY", "GOCUA_THREADS"])
@pytest.mark.parametrize("value", ["many", "0", "-1", "1.5"])
def test_a_server_names_the_number_that_is_none(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=name):
        runpy.run_path(str(ROOT / "gunicorn.conf.py"))
