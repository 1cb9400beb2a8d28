"""The README's own lines, run from a fresh copy of the site in an empty environment: what is printed there works."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from app.config import DEMO_PASSWORD, ROOT

# What was compiled already goes with it: compiling the site anew would be most of what these tests cost.
LEFT_OUT = shutil.ignore_patterns(".*", "instance", "tests", "bench", "build")
PASSWORD, PATIENCE = "gõ cửa từng nhà", 400


def block(heading: str) -> list[str]:
    """The lines of the first block of commands below a heading of the README, without their remarks."""
    text = (ROOT / "README.md").read_text().partition(f"\n## {heading}\n")[2]
    found = re.search(r"```sh\n(.*?)```", text, re.DOTALL)[1]
    return [line.partition("  #")[0].strip() for line in found.splitlines()]


@pytest.fixture
def fresh(tmp_path):
    """A copy of the site as it is handed out, in which nothing has run yet; what is installed is lent to it."""
    if not (ROOT / ".venv" / "installed").exists():
        pytest.skip("the site is not installed in .venv: ./run test does that")
    shutil.copytree(ROOT, tmp_path / "gocua", ignore=LEFT_OUT)
    (tmp_path / "gocua" / ".venv").symlink_to((ROOT / ".venv").resolve())
    return tmp_path / "gocua"


@contextmanager
def running(folder: Path, lines: list[str], **environ):
    """The lines, run one after the other by a plain shell; yields (port, process of the last one, what it said) once
    that answers. All that it started ends with the test."""
    port, said = free_port(), folder / "said.txt"
    empty = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "PORT": str(port)}
    script = "\n".join([*lines[:-1], f"exec {lines[-1]}"])
    with said.open("w") as output:
        process = subprocess.Popen(
            ["sh", "-ec", script],
            cwd=folder,
            env=empty | environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + PATIENCE
        while not answers(port):
            assert process.poll() is None and time.monotonic() < until, said.read_text()
            time.sleep(0.2)
        yield port, process, said
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def answers(port: int) -> bool:
    try:
        return Browser(port, "localhost").ask("GET", "/healthz")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


class Browser:
    """Cookies and forms, by http to the server itself, as the proxy in front of it speaks."""

    def __init__(self, port: int, host: str, **headers):
        self.port, self.headers, self.cookies = port, {"Host": host, **headers}, {}

    def ask(self, method: str, path: str, form: dict | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        body = None if form is None else urlencode(form)
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, self.headers | cookie | kind)
        answer = connection.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return answer.status, data

    def sign_in(self, login: str, password: str) -> None:
        page = self.ask("GET", "/sign-in")[1].decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        status, data = self.ask("POST", "/sign-in", {"csrf_token": token, "login": login, "password": password})
        assert status == 303, data.decode()


def threads_of(process) -> int:
    return len(os.listdir(f"/proc/{process.pid}/task"))


def test_the_lines_for_a_ward_end_in_a_site_to_sign_in_to(fresh):
    lines = block("Run it for a ward")
    assert lines[-1] == "./run serve" and any("create-admin" in line for line in lines)
    login = re.search(r"--login (\S+)", "\n".join(lines))[1]
    name = re.search(r'--name "([^"]+)"', "\n".join(lines))[1]
    site = urlsplit(re.search(r"GOCUA_SITE_URL=(\S+)", "\n".join(lines))[1])
    with running(fresh, lines, GOCUA_PASSWORD=PASSWORD) as (port, process, said):
        browser = Browser(port, site.netloc, **{"Sec-Fetch-Site": "same-origin"})
        browser.sign_in(login, PASSWORD)
        assert "__Host-gocua" in browser.cookies
        status, data = browser.ask("GET", "/")
        assert status == 200 and name in data.decode()
        assert Browser(port, "evil.example").ask("GET", "/sign-in")[0] == 400
        assert Browser(port, "localhost").ask("GET", "/readyz")[0] == 200
        lost = Browser(port, site.netloc).ask("GET", "/sign-in")[1].decode()
        assert "Không thể đăng nhập ở địa chỉ này" in lost and site.geturl() in lost
        assert threads_of(process) == 1, "what is forked has no threads"
        assert "Traceback" not in said.read_text() and "threads run" not in said.read_text()
    found = {path.name for path in (fresh / "instance").iterdir()}
    assert "gocua.sqlite" in found and "secret_key" not in found, "the key was given"


def test_serving_without_an_address_or_a_key_says_what_to_set(fresh):
    lines = block("Run it for a ward")
    for setting in ("SECRET_KEY", "GOCUA_SITE_URL"):
        left = [line for line in lines if line.startswith("export") and setting not in line]
        script = "\n".join([*left, "./run serve"])
        environ = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PORT": str(free_port())}
        found = subprocess.run(
            ["sh", "-ec", script], cwd=fresh, env=environ, capture_output=True, text=True, timeout=PATIENCE
        )
        assert found.returncode == 1
        assert f"{setting} must be set to" in found.stderr and "Traceback" not in found.stderr
        assert not (fresh / "instance").exists(), "what does not start leaves nothing"


def test_the_first_start_of_the_demo_opens_a_paper(fresh):
    """Certificates are set while it is filled, in the process that is forked afterwards."""
    line = next(line for line in block("Try it, test it") if line.startswith("./run demo"))
    with running(fresh, [line], GOCUA_TODAY="2026-11-30T18:30") as (port, process, said):
        clerk = Browser(port, f"127.0.0.1:{port}")
        clerk.sign_in("0959000011", DEMO_PASSWORD)
        began = time.monotonic()
        status, data = clerk.ask("GET", "/awards/papers/decision.pdf?campaign=kien-hung-2025")
        assert (status, data[:4]) == (200, b"%PDF")
        assert time.monotonic() - began < 30
        assert threads_of(process) == 1, "what is forked has no threads"
        assert "typst" not in Path(f"/proc/{process.pid}/maps").read_text()
        assert "Traceback" not in said.read_text() and "threads run" not in said.read_text()
