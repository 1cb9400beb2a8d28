"""Lines for the operator hold no key of a link."""

import json
import logging
import runpy
import subprocess
import sys
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from app.config import ROOT
from app.core.log import JsonLines, WithoutKeys, without_keys

TOKEN = "3uM_-q" + "x" * 37


@pytest.mark.parametrize("path", ["/calendars/{}.ics", "/invitations/{}", "/invitations/{}?next=/", "/{}"])
def test_the_key_of_an_address_is_left_out(path):
    assert without_keys(f"GET {path.format(TOKEN)} 200") == f"GET {path.format('(left out)')} 200"


@pytest.mark.parametrize("path", ["/vao/{}", "/vao/{}?next=/"])
def test_so_is_the_code_of_a_slip(path):
    for code in ("C4F7-H29K-MX3P", "c4f7h29kmx3p", "c4f7%20h29k"):
        assert without_keys(f"GET {path.format(code)} 200") == f"GET {path.format('(left out)')} 200"


@pytest.mark.parametrize("path", ["/vao", "/shifts/12", "/people/7/roles/8/end", "/campaigns/cua-nam-2025/edit"])
def test_other_addresses_stay_as_they_are(path):
    assert without_keys(f"GET {path} 200") == f"GET {path} 200"


def test_the_settings_of_the_server_do_not_import_the_site():
    """They are read in every process that serves, before there is one: the site would be there half."""
    code = "import runpy, sys; runpy.run_path('gunicorn.conf.py'); print('app' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "False\n"


def test_our_own_lines_leave_it_out():
    record = logging.LogRecord("gocua", logging.ERROR, "", 1, "error %s", (f"/calendars/{TOKEN}.ics",), None)
    assert TOKEN not in JsonLines().format(record)
    assert json.loads(JsonLines().format(record))["message"] == "error /calendars/(left out).ics"


@pytest.mark.parametrize("name", ["access_log", "error_log"])
def test_the_servers_lines_leave_it_out(app, name):
    """gunicorn's, with the settings that it is started with: of requests and of errors."""
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    config = Config()
    for key in ("errorlog", "loglevel"):
        config.set(key, settings[key])
    config.set("accesslog", "-")
    logger = Logger(config)
    heard = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())
    target = getattr(logger, name)
    kept, target.handlers = target.handlers, [handler]
    try:
        if name == "access_log":
            logger.access(
                _answer(), SimpleNamespace(headers=[]), _environ(), SimpleNamespace(seconds=0, microseconds=1)
            )
        else:
            logger.error("Error handling request %s", f"/calendars/{TOKEN}.ics")
    finally:
        target.handlers = kept
    assert len(heard) == 1
    assert "/calendars/(left out).ics" in heard[0]
    assert TOKEN not in heard[0]


def _answer():
    return SimpleNamespace(status="200 OK", sent=10, headers=[])


def _environ():
    path = f"/calendars/{TOKEN}.ics"
    return {
        "REMOTE_ADDR": "192.0.2.1",
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "PATH_INFO": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://example.org{path}",
    }


def test_the_development_servers_lines_leave_it_out(app):
    assert any(isinstance(one, WithoutKeys) for one in logging.getLogger("werkzeug").filters)
