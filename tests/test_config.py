"""Settings from the environment: defaults that run, and a production that refuses what is unsafe."""

import subprocess
import sys

import pytest

from app.config import ROOT, ConfigError, engine_options, from_environment

SECRET = "x9" * 20


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
        read(tmp_path, GOCUA_ENV="production", SECRET_KEY=secret)


def test_production_is_never_a_demo_and_keeps_cookies_to_https(tmp_path):
    found = read(tmp_path, GOCUA_ENV="production", SECRET_KEY=SECRET, GOCUA_DEMO="1")
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
    assert (found["MAIL_URL"], found["SITE_URL"]) == ("outbox:", "http://127.0.0.1:8001")
