"""Starting gunicorn, driving it, and reading how much processor time its workers used."""

import os
import selectors
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Seconds until a server takes connections, without any answer, and until a server has ended.
START, PATIENCE, END = 120, 60, 60
TICKS = os.sysconf("SC_CLK_TCK")


class NotMeasured(Exception):
    """What was to be measured did not come to its end here; the message says why."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def serving(target: str, workers: int, environ: dict):
    """A gunicorn on a free port; yields (port, process)."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), target]
    settings = {**os.environ, **environ, "PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": str(workers)}
    process = subprocess.Popen(command, cwd=ROOT, env={**settings, "GOCUA_LOG_LEVEL": "warning"})
    try:
        _wait_for(process, port)
        time.sleep(0.5)
        yield port, process
    finally:
        process.terminate()
        try:
            process.wait(END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process, port: int) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NotMeasured(f"the server ended with status {process.returncode} instead of starting")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise NotMeasured(f"the server took no connection within {START} seconds")


def processor_seconds(process) -> float:
    """User and system time of the server's workers so far."""
    total = 0
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for pid in [str(process.pid), *children]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    except (OSError, IndexError) as error:
        raise NotMeasured("a worker of the server ended while it was measured") from error
    return total / TICKS


def request(method: str, path: str, cookie: str = "", body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip, br"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


class Client:
    """One connection that is kept open and speaks just enough HTTP."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def feed(self) -> int | None:
        """Read what is there; the status once a whole answer has come."""
        piece = self.socket.recv(262144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.buffer += piece
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if len(body) < length:
            return None
        self.buffer = body[length:]
        return int(head.split(b" ", 2)[1])


def drive(port: int, requests: list[bytes], clients: int) -> tuple[float, dict[int, int]]:
    """Send all requests, ``clients`` at a time; wall seconds and how often each status came. Raises NotMeasured where
    a connection breaks or nothing comes for a minute."""
    with ExitStack() as stack:
        try:
            return _drive(port, requests, clients, stack)
        except OSError as error:
            raise NotMeasured(f"a connection broke ({error})") from error


def _drive(port: int, requests: list[bytes], clients: int, stack: ExitStack) -> tuple[float, dict[int, int]]:
    chooser, statuses = stack.enter_context(selectors.DefaultSelector()), {}
    waiting = list(reversed(requests))
    open_clients = []
    for _ in range(min(clients, len(requests))):
        client = Client(port)
        stack.enter_context(client.socket)
        open_clients.append(client)
        chooser.register(client.socket, selectors.EVENT_READ, client)
    started, left = time.perf_counter(), len(requests)
    for client in open_clients:
        client.socket.sendall(waiting.pop())
    while left:
        ready = chooser.select(PATIENCE)
        if not ready:
            raise NotMeasured(f"no answer came for {PATIENCE} seconds; {left} of {len(requests)} were missing")
        for key, _ in ready:
            status = key.data.feed()
            if status is None:
                continue
            left -= 1
            statuses[status] = statuses.get(status, 0) + 1
            if waiting:
                key.data.socket.sendall(waiting.pop())
            else:
                # The server closes what is idle for some seconds, and others may take longer than that.
                chooser.unregister(key.data.socket)
    return time.perf_counter() - started, statuses
